// What is told to named people only: sealed on this phone for each of their devices, and kept nowhere else.
import { base64, joined, random, utf8 } from "./bytes.js";

/** Texts are filled up with blanks to a multiple of this [bytes], so that a box does not tell how much was said. */
const PIECE = 256;

/** A box for each guardian {device, box_key}: [[device, base64]], as a `confided` record holds them. */
export async function boxesFor(told, logId, guardians) {
  const text = utf8(JSON.stringify({ what: "safeguarding", ...told }));
  const filled = joined(text, utf8(" ".repeat((PIECE - (text.length % PIECE)) % PIECE)));
  return Promise.all(
    guardians.map(async ({ device, box_key }) => [device, base64(await sealed(filled, logId, device, bytesOf(box_key)))]),
  );
}

async function sealed(text, logId, device, boxKey) {
  const theirs = await crypto.subtle.importKey("raw", boxKey, { name: "X25519" }, false, []);
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, pair.privateKey, 256);
  const bound = utf8(`stagerace confided 1 ${logId} ${device}`);
  const secret = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: ours, info: bound };
  const key = await crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = random(12);
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, text);
  return joined(ours, iv, new Uint8Array(closed));
}

const bytesOf = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)));

/** The bibs whose news must not leave; none, which means nobody's news leaves, where one is not known here. */
export function frozenBy(bibs, runners) {
  return bibs !== null && bibs.every((bib) => runners.has(bib)) ? bibs : [];
}

/** Why nothing can be confided on this phone, as a key of the words; empty where it can. */
export function whyNotConfide(log, guardians) {
  if (log.state.online_only) return log.state.why === "no_tls" ? "confide.open_line" : "";
  return guardians.length ? "" : "confide.nobody";
}

/** Tells it: whether it is kept, sealed, on this phone, or a camp node has sealed it. */
export async function confide(app, { note, where, bibs, by }) {
  const { log } = app;
  const { place, log_id } = log.state;
  const named = bibs.split(/[\s,;]+/).filter(Boolean);
  if (log.state.online_only) return Boolean(await log.confide({ note, place, where, bibs: named.join(" "), by }));
  const { guardians, runners } = app.view();
  const boxes = await boxesFor({ place, where, bibs: named, note, by }, log_id, guardians);
  const frozen = frozenBy(named.map((bib) => bib.toUpperCase()), runners);
  return app.recorder.keep([{ kind: "confided", confided_at: app.now(), boxes, bibs: frozen }]);
}
