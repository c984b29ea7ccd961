// What stands on the keypad: what was typed, which way was asked for, and what the number is for.
export const LONGEST = 8;
export const EMPTY = { typed: "", way: null, task: { kind: "new" } };

/** The keypad after a character was typed; a ninth one is not taken. */
export function typed(entry, char) {
  return entry.typed.length < LONGEST ? { ...entry, typed: entry.typed + char } : entry;
}

/** The keypad with its last character gone; with nothing typed, the way asked for goes. */
export function deleted(entry) {
  return entry.typed ? { ...entry, typed: entry.typed.slice(0, -1) } : { ...entry, way: null };
}

/** The keypad with nothing on it; with nothing on it, what it was for ends. */
export function cleared(entry) {
  return entry.typed || entry.way ? { ...entry, typed: "", way: null } : EMPTY;
}

/** The keypad with the other way asked for than the one shown. */
export function turned(entry, shown, ways) {
  if (ways.length < 2 || entry.task.kind !== "new") return entry;
  return { ...entry, way: shown === "in" ? "out" : "in" };
}

/** The keypad for another task: `{kind: "name"}`, or `{kind: "edit", passing}`. */
export function tasked(task) {
  return { ...EMPTY, task };
}

/** The keypad ready for the next number of the same task; an edit is done with one. */
export function readied(entry) {
  return { ...EMPTY, task: entry.task.kind === "edit" ? EMPTY.task : entry.task };
}
