// X25519 (RFC 7748) in plain script, for pages to which a browser lends no cryptography: only ever for keys used once.
const P = 2n ** 255n - 19n;
const A24 = 121_665n;
const BITS = 255;
const SIZE = 32;
const BASE = Uint8Array.from({ length: SIZE }, (_, index) => (index ? 0 : 9));

/** The public half of a private key of 32 random bytes. */
export const publicOf = (secret) => shared(secret, BASE);

/** What two keys have in common; throws where the other one is no key. */
export function shared(secret, point) {
  const u = number(point) & ((1n << 255n) - 1n);
  const found = bytes(climb(clamped(secret), u));
  if (found.every((byte) => byte === 0)) throw new TypeError("this is no key to seal for");
  return found;
}

function climb(k, x1) {
  let [x2, z2, x3, z3] = [1n, 0n, x1, 1n];
  let swapped = 0n;
  for (let t = BITS - 1; t >= 0; t -= 1) {
    const bit = (k >> BigInt(t)) & 1n;
    if (swapped !== bit) [x2, z2, x3, z3] = [x3, z3, x2, z2];
    swapped = bit;
    [x2, z2, x3, z3] = step(x1, x2, z2, x3, z3);
  }
  if (swapped) [x2, z2] = [x3, z3];
  return (x2 * power(z2, P - 2n)) % P;
}

function step(x1, x2, z2, x3, z3) {
  const [a, b, c, d] = [x2 + z2, x2 - z2, x3 + z3, x3 - z3];
  const [aa, bb, da, cb] = [(a * a) % P, (b * b) % P, d * a, c * b];
  const e = aa - bb;
  const [sum, difference] = [da + cb, da - cb];
  return [
    mod(aa * bb),
    mod(e * (aa + A24 * e)),
    mod((sum % P) * (sum % P)),
    mod(x1 * mod((difference % P) * (difference % P))),
  ];
}

const mod = (value) => ((value % P) + P) % P;

function power(base, exponent) {
  let [result, square] = [1n, mod(base)];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % P;
    square = (square * square) % P;
  }
  return result;
}

function clamped(secret) {
  const k = Uint8Array.from(secret);
  k[0] &= 248;
  k[31] = (k[31] & 127) | 64;
  return number(k);
}

const number = (raw) => raw.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const bytes = (value) => Uint8Array.from({ length: SIZE }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
