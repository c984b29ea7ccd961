// A second copy of all that this phone keeps, in storage of its own. A browser that was killed in the middle of a write can
// find its storage unreadable at a later start, and then empties it without a word; what is here outlives that.

import { allWritten, asked, openStores, transact } from "./stores.js";

const BUCKET = "mirror";
const LOCK = "stagerace storage";
/** How long a record may wait for its second copy [ms]. */
const PATIENCE = 5_000;
/** How many segments of the clock a copy may be behind; a number that was skipped does no harm. */
const SKIPPED = 100_000;

const mirrors = new WeakMap();

/** Opens the second copy beside a storage, and makes whichever of them lacks something whole again from the other. */
export async function besideMirror(database) {
  try {
    const bucket = await navigator.storageBuckets.open(BUCKET, { durability: "strict" });
    const mirror = await openStores(bucket.indexedDB);
    await navigator.locks.request(LOCK, () => heal(database, mirror));
    // The bucket too: a browser that clears it away as unused would leave its database without an answer.
    mirrors.set(database, { bucket, mirror, line: Promise.resolve() });
  } catch {
    // A browser without such storage, or one that is full, keeps one copy.
  }
  return database;
}

/** Writes what was just written into a storage into its second copy too; resolves when that is on the disk, or cannot be. */
export function mirrored(database, written) {
  const beside = mirrors.get(database);
  if (!beside || !written.length) return undefined;
  const copy = () => transact(beside.mirror, "readwrite", (stores) => allWritten(stores, written));
  beside.line = beside.line.then(copy).catch(() => {});
  return soonEnough(beside.line, () => mirrors.delete(database));
}

/** Waits for a copy, not for ever: one that does not answer is given up until the next start, which makes it whole. */
function soonEnough(copied, giveUp) {
  let timer = 0;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, PATIENCE))).then(giveUp);
  return Promise.race([copied.finally(() => clearTimeout(timer)), late]);
}

async function heal(database, mirror) {
  const [own, copy] = [await everything(database), await everything(mirror)];
  const isIn = ({ self }) => self.has("me");
  if (!isIn(own) && isIn(copy)) await fill(database, restored(copy));
  else if (isIn(own) && own.rows.length !== copy.rows.length) await fill(mirror, own);
}

const everything = (database) =>
  transact(database, "readonly", async ({ records, self }) => {
    const [rows, names, values] = await Promise.all([records.getAll(), self.getAllKeys(), self.getAll()].map(asked));
    return { rows, self: new Map(names.map((name, index) => [name, values[index]])) };
  });

/** What a copy holds, to go on from: after its last record, in segments of the clock that were never used. */
function restored({ rows, self }) {
  const node = self.get("me").nodes.at(-1);
  const last = rows.findLast((row) => row.node === node);
  const { number, chain, wall, tick } = last;
  const fresh = [["tip", { node, number, chain, wall, tick }], ["segments", (self.get("segments") ?? 0) + SKIPPED]];
  return { rows, self: new Map([...self, ...fresh]) };
}

function fill(database, { rows, self }) {
  const written = [...rows.map((row) => ["records", row]), ...[...self].map(([name, value]) => ["self", value, name])];
  return transact(database, "readwrite", (stores) => allWritten(stores, written));
}
