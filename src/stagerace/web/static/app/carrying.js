// Bringing this phone's records to the camp node, and judging by its answer what it holds of them and what it refuses.

import { base64 } from "./bytes.js";
import { markBytes } from "./chain.js";
import { signed } from "./keys.js";
import { PROTOCOL } from "./proofs.js";

/** How much is handed over at once [rows, bytes of their bodies]. */
const MOST = 500;
const LARGEST = 1_000_000;
const ROUNDS = 200;
/** Every so manieth record is marked besides. */
const EVERY = 256;

/** Hands over what the camp node lacks, node by node; the words of what it refuses, of all rounds. */
export async function carryAll(book, server, wall, onStep) {
  const refused = new Set();
  const laidBare = new Set();
  for (let round = 0; round < ROUNDS; round += 1) {
    const rows = nextRows(book);
    if (!rows.length) break;
    const told = await server.post("/api/carry", await swapOf(book, rows));
    const judged = await judge(book, rows, told, laidBare, wall());
    if (judged === "again") continue;
    told.refused.forEach((words) => refused.add(words));
    onStep();
    if (judged === "stuck") break;
  }
  return [...refused];
}

/** What the camp node says to hold of each of our nodes, however it came to that; true where it held more than we do. */
export async function heed(book, marked, wall) {
  const { node, number } = book.tip;
  const held = Object.fromEntries(book.me.nodes.map((each) => [each, marked[each] ?? 0]));
  await book.keep("held", () => held);
  if (held[node] <= number) return false;
  // It learnt of records under our name that this phone has lost: its storage is an older copy.
  const reason = `the camp node holds number ${held[node]}, this phone remembers only ${number}`;
  await book.goOn({ node, from: number + 1, known: held[node], reason }, wall);
  return true;
}

function nextRows(book) {
  for (const node of book.me.nodes) {
    const rows = book.rows.filter((row) => row.node === node && row.number > (book.held[node] ?? 0));
    if (rows.length) return rows.slice(0, fitting(rows));
  }
  return [];
}

/** How many of the first rows fit into one message; one always does. */
function fitting(rows) {
  let size = 0;
  const tooMany = rows.findIndex((row, index) => index >= MOST || (size += row.raw.length) > LARGEST);
  return tooMany < 0 ? rows.length : Math.max(tooMany, 1);
}

/** The message that hands over rows of one node: a mark over the last proves them all, others a part that is passed on. */
async function swapOf(book, rows) {
  const { log_id, label } = book.me;
  const { node, number } = rows.at(-1);
  const packed = rows.map((row) => [
    row.node, row.number, row.wall, row.tick, row.kind, row.version, base64(row.raw), base64(row.chain),
  ]);
  const tops = rows.filter((row) => row.number === number || row.number % EVERY === 0);
  const marks = await Promise.all(tops.map((row) => markOf(book, row)));
  return { protocol: PROTOCOL, log_id, node, label, vector: { [node]: number }, batch: [packed, marks] };
}

async function markOf({ me, keys }, { node, number, chain }) {
  const signature = await signed(keys, markBytes(me.log_id, node, number, chain));
  return [node, number, base64(keys.sign_key), base64(signature)];
}

/** What an answer means: `on`, `again` where more must be handed over to know, `stuck` where that would not help. */
async function judge(book, rows, told, laidBare, wall) {
  const [{ node, number: first }, { number: last }] = [rows[0], rows.at(-1)];
  const refused = told.refused.map((words) => numberIn(words, node)).filter(Boolean);
  const conflict = Math.min(...refused.filter((number) => number <= told.held));
  if (conflict < Infinity && node === book.tip.node) {
    const reason = `the camp node holds other records as ${node} from number ${conflict} on`;
    await book.goOn({ node, from: conflict, known: told.held, reason }, wall);
    return "on";
  }
  const isBehind = told.held < first - 1;
  const mayPart = refused.length > 0 && first > 1 && told.held < last;
  if ((isBehind || mayPart) && !laidBare.has(node)) {
    // Where two chains part shows only when every record is laid side by side.
    laidBare.add(node);
    await keepHeld(book, node, isBehind && !mayPart ? told.held : 0);
    return "again";
  }
  // What lies bare side by side is gone through to its end, whatever is held there.
  await keepHeld(book, node, laidBare.has(node) ? Math.min(told.held, last) : told.held);
  return told.held >= last ? "on" : "stuck";
}

const keepHeld = (book, node, number) => book.keep("held", (held) => ({ ...held, [node]: number }));

/** The number of our record that words of refusal are about; 0 where they are about another's. */
function numberIn(words, node) {
  const [who, number] = words.split(":", 2);
  return who === node ? Number(number) : 0;
}
