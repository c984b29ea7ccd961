// Who is expected, here, through, not seen and out of the race, as far as this device knows.
import { byBib, isRead } from "./passings.js";

export const TABS = ["expected", "here", "through", "unseen", "out"];

/** The runners under each tab: rows of {runner, seen_at, place, way}, those to look out for first on top. */
export function listsOf(view) {
  const lists = Object.fromEntries(TABS.map((tab) => [tab, []]));
  const here = lastHere(view);
  for (const runner of view.runners.values()) {
    const last = here.get(runner.bib);
    const row = { runner, ...(last ?? view.earlier.get(runner.bib) ?? {}) };
    lists[tabOf(view, runner, last)].push(row);
  }
  lists.expected.sort(nearestFirst);
  lists.here.sort((one, other) => one.seen_at - other.seen_at || byBib(one.runner.bib, other.runner.bib));
  lists.through.sort((one, other) => (other.seen_at ?? 0) - (one.seen_at ?? 0));
  for (const tab of ["unseen", "out"]) lists[tab].sort((one, other) => byBib(one.runner.bib, other.runner.bib));
  return lists;
}

/** The last passing of each runner at this place. */
function lastHere(view) {
  const last = new Map();
  for (const each of view.passings) if (isRead(each.bib)) last.set(each.bib, each);
  return last;
}

function tabOf(view, runner, last) {
  if (view.out.has(runner.bib)) return "out";
  if (last) return isThrough(view, last) ? "through" : "here";
  if (view.later.has(runner.bib)) return "through";
  if (view.absent.has(runner.bib)) return "unseen";
  return view.earlier.size === 0 || view.earlier.has(runner.bib) ? "expected" : "unseen";
}

function isThrough(view, last) {
  const { ways } = view.place;
  return last.way === "out" || (ways.length === 1 && ways[0] === "in" && !view.place.finish);
}

const nearestFirst = (one, other) =>
  (other.km ?? 0) - (one.km ?? 0) ||
  (one.seen_at ?? 0) - (other.seen_at ?? 0) ||
  byBib(one.runner.bib, other.runner.bib);

/** The rows whose bib begins with, or whose name holds, what is searched for. */
export function searched(rows, text) {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    ({ runner }) => runner.bib.toLowerCase().startsWith(wanted) || (runner.name ?? "").toLowerCase().includes(wanted),
  );
}

/** Who should be standing here when a roll is called: at a start those who did not leave, else those who are here; nobody given away. */
export function rollOf(view) {
  const lists = listsOf(view);
  const there = view.place.start ? lists.expected : lists.here;
  const isGone = (row) => view.handed.gone.get(row.runner.bib)?.handed_at >= (row.seen_at ?? 0);
  const rows = there.filter((row) => !isGone(row));
  return rows.map((row) => row.runner).sort((one, other) => byBib(one.bib, other.bib));
}
