// A box that only one device can open: by the browser's own cryptography, else by ours, as over plain HTTP it has none.
import { sealGcm } from "./aes_gcm.js";
import { base64, joined, random, utf8 } from "./bytes.js";
import { hkdf } from "./sha256.js";
import { publicOf, shared } from "./x25519.js";

/** Texts are filled up with blanks to a multiple of this [bytes], so that a box does not tell how much was said. */
const PIECE = 256;
const NONCE = 12;
const KEY = 32;

/** A box for each guardian {device, box_key}: [[device, base64]], as a `confided` record holds them. */
export async function boxesFor(told, logId, guardians) {
  const text = utf8(JSON.stringify({ what: "safeguarding", ...told }));
  const filled = joined(text, utf8(" ".repeat((PIECE - (text.length % PIECE)) % PIECE)));
  const seal = (await lendsCurve()) ? sealedByBrowser : sealedByUs;
  return Promise.all(
    guardians.map(async ({ device, box_key }) => {
      const bound = utf8(`stagerace confided 1 ${logId} ${device}`);
      return [device, base64(await seal(filled, bound, bytesOf(box_key)))];
    }),
  );
}

/** Whether this page may use the browser's own curve: in a secure context, and where it knows it. */
async function lendsCurve() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

/** The same in plain script. */
export function sealedByUs(text, bound, boxKey, secret = random(KEY), iv = random(NONCE)) {
  const ours = publicOf(secret);
  return joined(ours, iv, sealGcm(hkdf(shared(secret, boxKey), ours, bound), iv, text, bound));
}

async function sealedByBrowser(text, bound, boxKey) {
  const theirs = await crypto.subtle.importKey("raw", boxKey, { name: "X25519" }, false, []);
  const pair = await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const secret = await crypto.subtle.deriveBits({ name: "X25519", public: theirs }, pair.privateKey, 256);
  const drawn = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt: ours, info: bound };
  const key = await crypto.subtle.deriveKey(how, drawn, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = random(NONCE);
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, text);
  return joined(ours, iv, new Uint8Array(closed));
}

const bytesOf = (text) => new Uint8Array(text.match(/../g).map((pair) => parseInt(pair, 16)));
