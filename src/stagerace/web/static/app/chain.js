// What holds a node's records together, what a mark signs, what a device is called: the same bytes as the camp node's.

import { blake2b } from "./blake2b.js";
import { hex, joined, random, utf8 } from "./bytes.js";

/** What stands before a node's first record. */
export const GENESIS = new Uint8Array(16);

/** The version in which this app writes a kind; a kind that is not named here is at version 1. */
const VERSIONS = { passing: 2, node_announced: 2, ruled: 2 };

export const versionOf = (kind) => VERSIONS[kind] ?? 1;

/** Everything that makes a record what it is, as one row of bytes; `body` is bytes. */
export function content(node, number, wall, tick, kind, version, body) {
  return joined(utf8(`${node} ${number} ${wall} ${tick} ${kind} ${version} `), body);
}

/** The chain value of a record: a hash over its content and the chain value before it [16 bytes]. */
export const link = (before, said) => blake2b(joined(before, said), 16);

/** The device that holds a signing key, by its public key. */
export const deviceOf = (signKey) => `d${hex(blake2b(signKey)).slice(0, 16)}`;

/** A node id that nobody else has: `n` and 64 random bits. */
export const newNode = () => `n${hex(random(8))}`;

/** What a mark signs: that up to this number the node's records in this log lead to this chain value. */
export function markBytes(logId, node, number, chain) {
  return joined(utf8(`stagerace mark 1 ${logId} ${node} ${number} `), chain);
}

/** The stamp of an edit made now, after this one, even if the clock was set back. */
export function nextStamp(last, now) {
  return now > last.wall ? { wall: now, tick: 0 } : { wall: last.wall, tick: last.tick + 1 };
}

const SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The four characters by which a hold heard by voice is known from hearsay; `instant` counts by its whole minute. */
export function checkCode(logId, place, instant, what) {
  const minute = Math.floor(instant / 60_000);
  const hash = blake2b(utf8(`stagerace code 1 ${logId} ${place} ${what} ${minute}`), 8);
  const bits = (hash[0] << 12) | (hash[1] << 4) | (hash[2] >> 4);
  return [15, 10, 5, 0].map((shift) => SPOKEN[(bits >> shift) & 31]).join("");
}
