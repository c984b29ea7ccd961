// What is known of a bib the moment it is typed: never a reason not to record it, only what to say.
import { lapVerdict } from "./laps.js";
import { isOrdered } from "./orders.js";
import { isRead } from "./passings.js";
import { HOUR, sayNear } from "./times.js";

/** Faster than this from where a runner was seen last is not expected yet [km/h]. */
export const FASTEST = 22;

/** Which way a runner goes next at this place. */
export function nextWay(view, bib) {
  const { ways } = view.place;
  if (ways.length === 1) return ways[0];
  const last = view.passings.filter((each) => each.bib === bib).at(-1);
  return isRead(bib) && last?.way === "in" ? "out" : "in";
}

/** What to say of a bib: {sound, key, values}; `ok` where nothing is odd. */
export function verdictOf(view, bib, way, now, language) {
  const said = (sound, key, values = {}) => ({ sound, key: `verdict.${key}`, values });
  if (!isRead(bib)) return said("unread", "unread");
  const runner = view.runners.get(bib);
  if (!runner) return said("unknown", "unknown");
  if (view.medic.has(bib)) return said("medic", view.medic.get(bib));
  if (view.out.has(bib)) return said("warning", "out", { what: view.out.get(bib) });
  const before = !view.loop && view.passings.find((each) => each.bib === bib && each.way === way);
  if (before) return said("warning", `already_${way}`, { time: sayNear(before.seen_at, now, view.offset, language) });
  if (way === "out" && (view.hold || isOrdered(view.orders))) return said("warning", "held");
  if (isTooSoon(view, runner, now)) return said("warning", "early");
  return view.loop ? lapVerdict(view, runner, way, now, language) : said("ok", "ok");
}

function isTooSoon(view, runner, now) {
  if (view.place.start || view.passings.some((each) => each.bib === runner.bib)) return false;
  const seen = view.earlier.get(runner.bib);
  const from = seen ?? { km: 0, seen_at: view.startOf(runner) };
  if (from.seen_at === null || from.seen_at === undefined) return false;
  const km = Math.max(0, Math.min(view.place.km, view.loop?.km ?? Infinity) - from.km);
  return now < from.seen_at + (km / FASTEST) * HOUR;
}
