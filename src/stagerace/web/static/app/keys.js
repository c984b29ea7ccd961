// The two key pairs of this phone: made here, kept in its storage, never to be taken out.

import { hex } from "./bytes.js";
import { asked, inOne } from "./database.js";
import { AppError } from "./errors.js";

/** Why this browser cannot keep a log of its own, as a code for the screen; empty where it can. */
export async function whyNoKeys() {
  if (!globalThis.isSecureContext || !crypto.subtle) return "no_tls";
  if (!globalThis.indexedDB) return "no_storage";
  try {
    await makePair("Ed25519", ["sign", "verify"]);
    await makePair("X25519", ["deriveBits"]);
    return "";
  } catch {
    return "no_keys";
  }
}

/** The keys of this phone, drawn once: whoever comes second takes those of the first. */
export async function ownKeys(database) {
  const [sign, box] = [await makePair("Ed25519", ["sign", "verify"]), await makePair("X25519", ["deriveBits"])];
  const drawn = { sign, box, sign_key: await rawOf(sign), box_key: await rawOf(box) };
  return inOne(database, "readwrite", async ({ self }) => {
    const kept = await asked(self.get("keys"));
    if (!kept) await asked(self.put(drawn, "keys"));
    return kept ?? drawn;
  });
}

/** The signature of bytes [64 bytes]. */
export const signed = async (keys, bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", keys.sign.privateKey, bytes));

/** The two public keys as the camp node asks for them. */
export const publicKeys = (keys) => ({ sign_key: hex(keys.sign_key), box_key: hex(keys.box_key) });

const makePair = (kind, uses) => crypto.subtle.generateKey({ name: kind }, false, uses);

async function rawOf(pair) {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  if (raw.length !== 32) throw new AppError("unsupported", "this browser makes keys of another size", "Update it");
  return raw;
}
