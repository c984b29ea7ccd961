// What headquarters knew of this device's own records when it made the pack: of those its word counts, not ours.

/** Whether a record was known when the pack was made. Where the camp node wrote it for us, by the camp's own clock. */
export function isTold(pack, { node, number, wall }) {
  if (!pack) return false;
  return node === pack.node ? wall < pack.said_at : number <= (pack.marked[node] ?? 0);
}

/** Own passings as headquarters now counts them: read otherwise there, or taken back; with the time by the race's clock. */
export function asTold(passings, pack) {
  const told = new Map([...(pack?.seen ?? []), ...(pack?.own ?? [])].map((each) => [each.id, each]));
  return passings.map((passing) => {
    const known = told.get(passing.key);
    const by_race = known?.seen_at ?? null;
    if (passing.place !== pack?.place || !isTold(pack, passing.word)) return { ...passing, by_race };
    if (!known) return { ...passing, by_race, voided: true };
    return { ...passing, by_race, bib: known.bib, named: known.bib !== passing.raw };
  });
}

/**
 * Own passings with `came_at`, by which they are put in order: by the race's clock where it is known, and else never
 * before what was written earlier, though the clock of this device was set back in between.
 */
export function inOrder(passings) {
  const shifts = new Map();
  let latest = -Infinity;
  return passings.map((passing) => {
    const { seen_at, by_race } = passing;
    const { segment } = passing.body;
    if (!segment) return { ...passing, came_at: by_race ?? seen_at };
    if (by_race !== null) shifts.set(segment, by_race - seen_at);
    else if (!shifts.has(segment)) shifts.set(segment, Math.max(0, latest - seen_at));
    const came_at = seen_at + shifts.get(segment);
    latest = Math.max(latest, came_at);
    return { ...passing, came_at };
  });
}
