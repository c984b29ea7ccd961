// Writing in a transaction: each record gets the next number of the tip that lies in the storage, never one from memory.

import { utf8 } from "./bytes.js";
import { asked, after } from "./database.js";
import { content, GENESIS, link, newNode, nextStamp, versionOf } from "./chain.js";
import { AppError } from "./errors.js";

/** Appends records after the tip; the rows, and the tip is moved in the same transaction. */
export async function append({ records, self }, bodies, wall) {
  const tip = await asked(self.get("tip"));
  if (!tip) throw notEnrolled();
  const rows = [];
  for (const body of bodies) {
    const row = rowAfter(tip, body, wall);
    // `add` fails where the number was ever used, and with it the whole transaction.
    await asked(records.add(row));
    Object.assign(tip, { number: row.number, chain: row.chain, wall: row.wall, tick: row.tick });
    rows.push(row);
  }
  await asked(self.put(tip, "tip"));
  return rows;
}

const notEnrolled = () =>
  new AppError("not_enrolled", "not recorded: this phone is not enrolled, or its storage was wiped", "Enrol it with a new code");

function rowAfter(tip, body, now) {
  const stamp = nextStamp(tip, now);
  const row = { node: tip.node, number: tip.number + 1, ...stamp, kind: body.kind, version: versionOf(body.kind) };
  row.raw = utf8(JSON.stringify(body, wellFormed));
  const said = content(row.node, row.number, row.wall, row.tick, row.kind, row.version, row.raw);
  return { ...row, chain: link(tip.chain, said) };
}

/** Half a character, as a cut emoji leaves it, is no text to any other program. */
const wellFormed = (_, value) => (typeof value === "string" && value.toWellFormed ? value.toWellFormed() : value);

/** Begins a node: its first record says what it is called, which device signs for it, what it continues. */
export async function begin(stores, label, device, wall, continued = {}) {
  const before = await asked(stores.self.get("tip"));
  const tip = { node: newNode(), number: 0, chain: GENESIS, wall: before?.wall ?? 0, tick: before?.tick ?? 0 };
  await asked(stores.self.put(tip, "tip"));
  await append(stores, [{ kind: "node_announced", label, ...continued, device }], wall);
  return tip.node;
}

/**
 * Goes on as a new node where the camp node holds other records under our numbers, from `from` on: what was written
 * here under those numbers is written again. Does nothing where the tip is another node's by now.
 */
export async function goOnAsNew(stores, { node, from, known, reason }, wall) {
  const me = await asked(stores.self.get("me"));
  const tip = await asked(stores.self.get("tip"));
  if (tip?.node !== node) return false;
  const all = (await asked(stores.records.getAll(after(node, 0)))).filter((row) => !row.again);
  const lost = all.filter((row) => row.number >= from && row.kind !== "node_announced");
  const fresh = await begin(stores, me.label, me.device, wall, { continues: node, held: from - 1, known, reason });
  await writeAgain(stores, [...anchorsFor(lost, all, from), ...lost], from, wall);
  await asked(stores.self.put({ ...me, nodes: [...me.nodes, fresh] }, "me"));
  return true;
}

/** Passings need the anchors of their segment under the name of their own node. */
function anchorsFor(lost, all, from) {
  const segments = new Set(lost.map((row) => bodyOf(row).segment).filter(Boolean));
  const held = all.filter((row) => row.number < from && row.kind === "clock_anchor");
  return held.filter((row) => segments.has(bodyOf(row).segment));
}

async function writeAgain(stores, rows, from, wall) {
  const moved = new Map();
  for (const row of rows) {
    const body = bodyOf(row);
    const target = moved.get(String(body.target));
    const [written] = await append(stores, [target ? { ...body, target } : body], wall);
    if (row.number < from) continue;
    moved.set(String([row.node, row.number]), [written.node, written.number]);
    await asked(stores.records.put({ ...row, again: [written.node, written.number] }));
  }
}

export const bodyOf = (row) => JSON.parse(new TextDecoder().decode(row.raw));
