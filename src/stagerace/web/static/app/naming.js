// Marks that have no number yet: bodies seen at an instant, named later in the order they came.

/** The marks still to be named, oldest first; `skipped` holds the keys put off in this round. */
export function unnamed(passings, skipped = new Set()) {
  const waiting = passings.filter((each) => each.own && !each.voided && each.bib === "*");
  waiting.sort((one, other) => one.seen_at - other.seen_at || one.last - other.last);
  return [...waiting.filter((each) => !skipped.has(each.key)), ...waiting.filter((each) => skipped.has(each.key))];
}

/** What gives a passing its bib: read later where it was not read, else taken back and written again as it was. */
export function renaming(passing, bib, by) {
  if (passing.raw.includes("*")) return [{ kind: "bib_read", target: passing.id, bib, by }];
  return rewriting(passing, { bib }, by);
}

/** What corrects a passing: it is taken back, and written again at its own instant. */
export function rewriting(passing, change, by) {
  const { confirmed_by, ...body } = passing.body;
  const again = { ...body, bib: passing.bib, way: passing.way, ...change };
  return [again, { kind: "voided", target: passing.id, by, reason: "corrected at the keypad" }];
}

/** What undoes the last thing done to a passing: its naming, else the passing itself. */
export function undoing(passing, by) {
  if (passing.named) return [{ kind: "bib_read", target: passing.id, bib: passing.raw, by }];
  return [{ kind: "voided", target: passing.id, by, reason: "undone at the keypad" }];
}
