// AES-256-GCM (FIPS 197, NIST SP 800-38D), sealing only, in plain script.
import { joined } from "./bytes.js";

const BLOCK = 16;
const ROUNDS = 14;
const WORDS = 8;
const FIELD = 0xe1n << 120n;

const twice = (byte) => ((byte << 1) ^ (byte & 0x80 ? 0x11b : 0)) & 0xff;
const SBOX = makeBox();

/** The sealed text with its tag, under a key of 32 bytes and a nonce of 12 that is used once. */
export function sealGcm(key, nonce, text, bound) {
  const keys = expanded(key);
  const first = joined(nonce, Uint8Array.of(0, 0, 0, 1));
  const closed = new Uint8Array(text.length);
  for (let at = 0, count = 2; at < text.length; at += BLOCK, count += 1) {
    const stream = encrypted(keys, joined(nonce, Uint8Array.of(count >>> 24, count >>> 16, count >>> 8, count)));
    for (let k = at; k < Math.min(at + BLOCK, text.length); k += 1) closed[k] = text[k] ^ stream[k - at];
  }
  const hash = ghash(encrypted(keys, new Uint8Array(BLOCK)), bound, closed);
  const mask = encrypted(keys, first);
  return joined(closed, hash.map((byte, index) => byte ^ mask[index]));
}

/** One block under the key. */
export const aes = (key, block) => encrypted(expanded(key), block);

function makeBox() {
  const box = new Uint8Array(256);
  let [p, q] = [1, 1];
  do {
    p ^= twice(p);
    q ^= q << 1;
    q ^= q << 2;
    q ^= q << 4;
    q &= 0xff;
    if (q & 0x80) q ^= 0x09;
    const turned = (by) => ((q << by) | (q >> (8 - by))) & 0xff;
    box[p] = q ^ turned(1) ^ turned(2) ^ turned(3) ^ turned(4) ^ 0x63;
  } while (p !== 1);
  box[0] = 0x63;
  return box;
}

function expanded(key) {
  const words = Array.from({ length: WORDS }, (_, k) => key.slice(4 * k, 4 * k + 4));
  let round = 1;
  for (let k = WORDS; k < 4 * (ROUNDS + 1); k += 1) {
    let word = Uint8Array.from(words[k - 1]);
    if (k % WORDS === 0) {
      word = Uint8Array.of(SBOX[word[1]] ^ round, SBOX[word[2]], SBOX[word[3]], SBOX[word[0]]);
      round = twice(round);
    } else if (k % WORDS === 4) {
      word = word.map((byte) => SBOX[byte]);
    }
    words.push(word.map((byte, index) => byte ^ words[k - WORDS][index]));
  }
  return joined(...words);
}

function encrypted(keys, block) {
  let state = added(block, keys, 0);
  for (let round = 1; round <= ROUNDS; round += 1) {
    const moved = state.map((_, index) => SBOX[state[(index + 4 * (index % 4)) % BLOCK]]);
    state = added(round < ROUNDS ? mixed(moved) : moved, keys, round);
  }
  return state;
}

const added = (state, keys, round) => state.map((byte, index) => byte ^ keys[BLOCK * round + index]);

function mixed(state) {
  return state.map((byte, index) => {
    const [column, row] = [index - (index % 4), index % 4];
    const at = (by) => state[column + ((row + by) % 4)];
    return twice(byte) ^ twice(at(1)) ^ at(1) ^ at(2) ^ at(3);
  });
}

function ghash(key, bound, closed) {
  const h = number(key);
  let sum = 0n;
  for (const part of [bound, closed]) {
    for (let at = 0; at < part.length; at += BLOCK) {
      const block = new Uint8Array(BLOCK);
      block.set(part.slice(at, at + BLOCK));
      sum = times(sum ^ number(block), h);
    }
  }
  sum = times(sum ^ ((BigInt(bound.length * 8) << 64n) | BigInt(closed.length * 8)), h);
  return Uint8Array.from({ length: BLOCK }, (_, index) => Number((sum >> BigInt(8 * (15 - index))) & 255n));
}

function times(x, y) {
  let [product, shifted] = [0n, y];
  for (let bit = 127n; bit >= 0n; bit -= 1n) {
    if ((x >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ FIELD : shifted >> 1n;
  }
  return product;
}

const number = (raw) => raw.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
