// Holds of this checkpoint: which one is in force, and what declares, releases or repeats one heard by voice.

/** The latest word on each hold at a place, from what others said and what this device wrote. */
export function holdsOf(told, records, place) {
  const holds = new Map();
  for (const each of told) if (each.place === undefined || each.place === place) holds.set(each.hold, each);
  for (const { body } of records) {
    if (body.kind === "hold_called" && body.place === place) holds.set(body.hold, body);
  }
  return [...holds.values()];
}

/** The hold in force at an instant; null where nobody is held. */
export function holdAt(holds, now) {
  const inForce = holds.filter((each) => each.held_from <= now && !(each.released_at && each.released_at <= now));
  return inForce.at(-1) ?? null;
}

/** A new hold of a place, by whoever calls it. */
export function calling({ place, node, held_from, reason, by, heard_from = "", code = "" }) {
  const hold = `${place}-${Math.floor(held_from / 60_000).toString(36)}-${node.slice(-4)}`;
  return { kind: "hold_called", place, hold, held_from, reason, heard_from, code, by };
}

/** The next version of a hold: released. */
export function releasing(hold, { released_at, place, by, heard_from = "", code = "" }) {
  const { held_from, reason = "" } = hold;
  return { kind: "hold_called", place, hold: hold.hold, held_from, released_at, reason, heard_from, code, by };
}
