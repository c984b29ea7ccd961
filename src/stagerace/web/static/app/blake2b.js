// BLAKE2b (RFC 7693) without a key, in 32-bit halves: the hash that chains records, names devices and digests requests.

const IV = new Uint32Array([
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a,
  0xade682d1, 0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
]);

const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
];

const MIXED = [
  [0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15],
  [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14],
];
const BLOCK = 128;
const LOW_ROOM = 0x100000000;

/** The hash of bytes, `size` bytes long (1 to 64). */
export function blake2b(bytes, size = 64) {
  const state = IV.slice();
  state[0] ^= 0x01010000 ^ size;
  const v = new Uint32Array(32);
  const m = new Uint32Array(32);
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  for (let index = 0; index < blocks; index += 1) {
    const isLast = index === blocks - 1;
    load(m, bytes, index * BLOCK);
    compress(state, v, m, isLast ? bytes.length : (index + 1) * BLOCK, isLast);
  }
  const out = new Uint8Array(size);
  for (let at = 0; at < size; at += 1) out[at] = state[at >> 2] >>> (8 * (at & 3));
  return out;
}

function load(m, bytes, from) {
  for (let word = 0; word < 32; word += 1) {
    const at = from + 4 * word;
    // Past the end reads as undefined, which a bit operation takes for 0.
    m[word] = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
  }
}

function compress(state, v, m, count, isLast) {
  v.set(state);
  v.set(IV, 16);
  v[24] ^= count >>> 0;
  v[25] ^= Math.floor(count / LOW_ROOM);
  if (isLast) {
    v[28] = ~v[28];
    v[29] = ~v[29];
  }
  for (let round = 0; round < 12; round += 1) {
    const order = SIGMA[round % 10];
    for (let step = 0; step < 8; step += 1) {
      const [a, b, c, d] = MIXED[step];
      mix(v, m, 2 * a, 2 * b, 2 * c, 2 * d, 2 * order[2 * step], 2 * order[2 * step + 1]);
    }
  }
  for (let word = 0; word < 16; word += 1) state[word] ^= v[word] ^ v[word + 16];
}

function mix(v, m, a, b, c, d, x, y) {
  add(v, a, v, b);
  add(v, a, m, x);
  turn(v, d, a, 32);
  add(v, c, v, d);
  turn(v, b, c, 24);
  add(v, a, v, b);
  add(v, a, m, y);
  turn(v, d, a, 16);
  add(v, c, v, d);
  turn(v, b, c, 63);
}

/** v[to] += from[at], as 64-bit numbers. */
function add(v, to, from, at) {
  const low = v[to] + from[at];
  v[to + 1] += from[at + 1] + (low >= LOW_ROOM ? 1 : 0);
  v[to] = low;
}

/** v[to] = (v[to] xor v[by]) turned right, as 64-bit numbers. */
function turn(v, to, by, bits) {
  const low = v[to] ^ v[by];
  const high = v[to + 1] ^ v[by + 1];
  if (bits === 32) {
    v[to] = high;
    v[to + 1] = low;
  } else if (bits === 63) {
    v[to] = (low << 1) | (high >>> 31);
    v[to + 1] = (high << 1) | (low >>> 31);
  } else {
    v[to] = (low >>> bits) | (high << (32 - bits));
    v[to + 1] = (high >>> bits) | (low << (32 - bits));
  }
}
