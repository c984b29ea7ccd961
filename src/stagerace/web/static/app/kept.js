// What a browser keeps for a phone without a log of its own: its passes, and what the camp node wrote for it.

import { base64url, random } from "./bytes.js";

const [PASSES, WRITTEN, ENROLLING] = ["stagerace pass", "stagerace written", "stagerace enrolling"];

export const readPasses = () => read(PASSES) ?? { place: "", grants: [] };
export const readWritten = () => read(WRITTEN) ?? [];
export const keepPasses = (passes) => save(PASSES, passes);
export const keepWritten = (records) => save(WRITTEN, records);

/** What is asked with a code, the very same when it is asked again: the answer may have been lost. */
export function enrolling(token, label) {
  const before = read(ENROLLING);
  if (before?.token === token) return before;
  const asked = { token, label, nonce: base64url(random(16)) };
  save(ENROLLING, asked);
  return asked;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Keeps something; whether that could be done. */
function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
