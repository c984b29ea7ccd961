// What this device wrote of passings, with its own later word on each: read, corrected, taken back.

const keyOf = (id) => `${id[0]}:${id[1]}`;

/** Every passing of some records, in order: {id, key, bib, raw, way, place, seen_at, source, named, voided, word, body}. */
export function ownPassings(records) {
  const found = new Map();
  for (const [order, { node, number, wall, body }] of records.entries()) {
    const target = body.target && found.get(keyOf(body.target));
    if (body.kind === "passing") found.set(`${node}:${number}`, passingOf([node, number], body, order));
    else if (body.kind === "bib_read" && target) name(target, body, order);
    else if (body.kind === "voided" && target) target.voided = true;
    const about = target ?? found.get(`${node}:${number}`);
    if (about) about.word = { node, number, wall };
  }
  return [...found.values()];
}

function passingOf(id, body, order) {
  const { bib, way = "in", place, seen_at, source = "" } = body;
  const said = { bib, raw: bib, way, place, seen_at, source, body };
  return { id, key: keyOf(id), ...said, named: false, voided: false, last: order, own: true };
}

function name(passing, body, order) {
  passing.bib = body.bib;
  passing.named = body.bib !== passing.raw;
  passing.last = order;
}

/** Whether every digit of a bib was read. */
export const isRead = (bib) => !bib.includes("*");

/** What was done last and can be undone: the passing last written or named, that still counts. */
export function lastDone(passings) {
  const standing = passings.filter((each) => !each.voided);
  return standing.reduce((latest, each) => (latest && latest.last > each.last ? latest : each), null);
}

/** Bibs in the order people expect: 9 before 10, then by letters. */
export function byBib(one, other) {
  const number = (bib) => Number(bib.replace(/\D/g, "") || 1e9);
  return number(one) - number(other) || (one < other ? -1 : Number(one > other));
}
