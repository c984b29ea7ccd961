// Laps, where a stage is run on a loop: how often a runner came by this place, and what to say of one lap more.
import { sayNear } from "./times.js";

/** When a runner came by one way until an instant, lap by lap: what is closer than anybody runs one is the same. */
function lapsBy(view, bib, way, until) {
  const laps = [];
  for (const { bib: whose, way: by, seen_at } of view.passings) {
    const isNext = !laps.length || seen_at - laps.at(-1) >= view.loop.soonest;
    if (whose === bib && by === way && seen_at <= until && isNext) laps.push(seen_at);
  }
  return laps;
}

/** What to say of a runner who comes by at an instant: {sound, key, values}. */
export function lapVerdict(view, runner, way, at, language) {
  const laps = lapsBy(view, runner.bib, way, at);
  const last = laps.at(-1);
  if (last !== undefined && at - last < view.loop.soonest) {
    const time = sayNear(last, at, view.offset, language);
    return { sound: "warning", key: `verdict.already_${way}`, values: { time } };
  }
  const start = view.startOf(runner);
  const isOver = start !== null && at > start + view.loop.box;
  return { sound: isOver ? "warning" : "ok", key: isOver ? "verdict.box_over" : "verdict.lap", values: { n: laps.length + 1 } };
}
