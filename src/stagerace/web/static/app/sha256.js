// SHA-256 (FIPS 180-4), HMAC (RFC 2104) and one block of HKDF (RFC 5869) in plain script.
import { joined } from "./bytes.js";

const BLOCK = 64;
const SIZE = 32;
const WORD = 2 ** 32;

const PRIMES = [];
for (let n = 2; PRIMES.length < 64; n += 1) if (PRIMES.every((prime) => n % prime)) PRIMES.push(n);
const K = PRIMES.map((prime) => fraction(prime, 3));
const START = PRIMES.slice(0, 8).map((prime) => fraction(prime, 2));

/** The first 32 bits of the fraction of a root, by whole numbers: no browser's rounding is in it. */
function fraction(prime, root) {
  const wanted = BigInt(prime) << BigInt(32 * root);
  let [low, high] = [0n, 1n << 40n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** BigInt(root) <= wanted) low = middle;
    else high = middle - 1n;
  }
  return Number(low & 0xffffffffn);
}

export function sha256(data) {
  const filled = new Uint8Array(Math.ceil((data.length + 9) / BLOCK) * BLOCK);
  filled.set(data);
  filled[data.length] = 0x80;
  const view = new DataView(filled.buffer);
  view.setUint32(filled.length - 8, Math.floor((data.length * 8) / WORD));
  view.setUint32(filled.length - 4, (data.length * 8) % WORD);
  const state = Uint32Array.from(START);
  for (let at = 0; at < filled.length; at += BLOCK) compress(state, view, at);
  const digest = new DataView(new ArrayBuffer(SIZE));
  state.forEach((word, index) => digest.setUint32(4 * index, word));
  return new Uint8Array(digest.buffer);
}

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function compress(state, view, at) {
  const w = new Uint32Array(BLOCK);
  for (let t = 0; t < 16; t += 1) w[t] = view.getUint32(at + 4 * t);
  for (let t = 16; t < BLOCK; t += 1) {
    const [a, b] = [w[t - 15], w[t - 2]];
    w[t] = w[t - 16] + (turned(a, 7) ^ turned(a, 18) ^ (a >>> 3)) + w[t - 7] + (turned(b, 17) ^ turned(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < BLOCK; t += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) >>> 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) >>> 0, c, b, a, (one + two) >>> 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => (state[index] += word));
}

export function hmac(key, data) {
  const filled = new Uint8Array(BLOCK);
  filled.set(key.length > BLOCK ? sha256(key) : key);
  const inner = sha256(joined(filled.map((byte) => byte ^ 0x36), data));
  return sha256(joined(filled.map((byte) => byte ^ 0x5c), inner));
}

/** A key of 32 bytes from a secret. */
export const hkdf = (secret, salt, info) => hmac(hmac(salt, secret), joined(info, Uint8Array.of(1)));
