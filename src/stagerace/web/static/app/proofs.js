// How this phone shows with a request that it holds its key.

import { blake2b } from "./blake2b.js";
import { base64url, hex, random, utf8 } from "./bytes.js";
import { signed } from "./keys.js";

export const PROOF = "StageRace-Proof";
export const CHALLENGE = "StageRace-Challenge";
export const PROTOCOL_HEADER = "StageRace-Protocol";
/** The version of the protocol that this app speaks. */
export const PROTOCOL = 1;

/** The proof header of one request; `target` is the path with its query, `body` bytes. */
export async function proofFor({ device, log_id, keys }, method, target, body, challenge) {
  const nonce = base64url(random(12));
  const digest = blake2b(body, 32);
  const said = ["stagerace request 1", log_id, device, challenge, nonce, method, target, hex(digest)].join(" ");
  return [device, challenge, nonce, base64url(digest), base64url(await signed(keys, utf8(said)))].join(".");
}
