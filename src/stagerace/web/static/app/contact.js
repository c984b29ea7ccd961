// What this phone notes of the time when it meets the camp node's clock: the best of several exchanges, not too often.

/** While in touch, one anchor in so long is enough [ms]. */
const OFTEN = 600_000;
/** A surer anchor is worth writing down sooner where its error is less than one in so many of the last one's. */
const SURER = 4;
const EXCHANGES = 4;
/** An anchor this sure is not tried to be bettered before its time [ms]. */
const SURE = 20;

export const roundTrip = (anchor) => anchor.heard_at - anchor.sent_at - (anchor.answered_at - anchor.received_at);

/** How far an anchor may be off [ms]. */
export const errorOf = (anchor) => Math.floor((roundTrip(anchor) + 1) / 2) + 1 + (anchor.within ?? 0);

/** The exchange that took least time on the way, of those that could have been; null where none could. */
export function bestOf(anchors) {
  const possible = anchors.filter((anchor) => roundTrip(anchor) >= 0 && anchor.answered_at >= anchor.received_at);
  return possible.length ? possible.reduce(surest) : null;
}

const surest = (best, each) => ((errorOf(each) - errorOf(best) || each.mono - best.mono) < 0 ? each : best);

/** Whether an anchor says more than the last one written: a new segment, a while later, or much surer. */
export function isWorthWriting(anchor, last) {
  if (!last || anchor.segment !== last.segment || anchor.mono - last.mono >= OFTEN) return true;
  return errorOf(anchor) * SURER < errorOf(last);
}

/** Exchanges the time with the camp node; the anchor worth writing down, or null. */
export async function meetClock(server, clock, reference, last) {
  const now = clock.now();
  const isDue = !last || now.segment !== last.segment || now.mono - last.mono >= OFTEN;
  if (!isDue && errorOf(last) <= SURE) return null;
  const anchors = [];
  for (let count = 0; count < EXCHANGES; count += 1) {
    const asked = clock.now();
    const told = await server.plain("/api/clock");
    const heard = clock.now();
    await clock.follow(told.rate ?? 1, told.said_at);
    if (asked.segment && asked.segment === heard.segment) anchors.push(anchorOf(asked, told, heard, reference));
  }
  const { segment } = clock.now();
  const best = bestOf(anchors.filter((anchor) => anchor.segment === segment));
  return best && isWorthWriting(best, last) ? best : null;
}

const anchorOf = (asked, told, heard, reference) => ({
  kind: "clock_anchor",
  sent_at: asked.wall,
  received_at: told.heard_at,
  answered_at: told.said_at,
  heard_at: heard.wall,
  mono: heard.mono,
  segment: heard.segment,
  reference,
});
