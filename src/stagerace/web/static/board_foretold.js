// How a forecast is said: about when, within which ranges, with what chance.
import { make } from "/app/dom.js";
import { sayColumn, sayPlace } from "/static/board_words.js";

/** A chance below this is marked. */
export const NARROW = 0.5;
/** Of whoever comes less likely than this, the chance stands beside the time. */
export const SOME = 0.7;

const FIELDS = ["place", "way", "lap", "p05", "p25", "p50", "p75", "p95", "comes", "by", "in_time"];

/** A runner as they were told, their arrivals with names to them. */
export function readRunner(runner) {
  const arrivals = runner.arrivals.map((each) => Object.fromEntries(FIELDS.map((field, index) => [field, each[index]])));
  return { ...runner, arrivals: arrivals.map((each) => ({ ...each, said: said(each) })) };
}

function said(arrival) {
  if (arrival.lap) return sayColumn(arrival);
  return arrival.way === "out" ? `out of ${sayPlace(arrival.place)}` : sayPlace(arrival.place);
}

/** The wall clock to the minute. */
export function minute(at, clock) {
  return clock(at).replace(/^(\d\d:\d\d):\d\d/, "$1");
}

/** A time that is expected: not by colour alone, and read out as what it is. */
export function approx(text) {
  return [make("span", { "aria-hidden": "true", text: "~" }), make("span", { className: "heard", text: "about " }), text];
}

export function percent(chance) {
  const whole = Math.round(100 * chance);
  return whole <= 0 ? "<1 %" : whole >= 100 ? ">99 %" : `${whole} %`;
}

export const half = (each, clock) => `${minute(each.p25, clock)} to ${minute(each.p75, clock)}`;
export const most = (each, clock) => `${minute(each.p05, clock)} to ${minute(each.p95, clock)}`;

/** What stands behind an expected time, in a sentence. */
export function ranges(each, clock) {
  const cut = each.by === null ? "" : `; makes the cut-off of ${minute(each.by, clock)}: ${percent(each.in_time)}`;
  return `${each.said}: half of all come ${half(each, clock)}, 9 of 10 come ${most(each, clock)}; gets there: ${percent(each.comes)}${cut}`;
}

/** The next arrival of a runner that is still to come: a place that is silent they may have been at. */
export function nextOf(runner, at) {
  const coming = runner.arrivals.filter((each) => each.way === "in");
  return coming.find((each) => each.p50 >= at) ?? coming[0] ?? runner.arrivals[0];
}

/** The cut-off they are least likely to make. */
export function tightest(runner) {
  const cuts = runner.arrivals.filter((each) => each.in_time !== null && !each.lap);
  return cuts.reduce((least, each) => (least && least.in_time <= each.in_time ? least : each), undefined);
}
