// Everybody on the elevation profile: above it a dot each, with the way they may have come since they were seen.
import { draw, drawing, onCourse, runner } from "/static/hq_svg.js";
import { km, place } from "/static/hq_words.js";

const LANE = 11;
const SIDE = 14;
const GROUND = { narrow: 90, wide: 140 };

/** The profile as a drawing of a width [px]. */
export function profile(ground, hq, alerted, width) {
  const inside = width - 2 * SIDE;
  const x = (metres) => SIDE + (Math.min(metres, ground.metres) / ground.metres) * inside;
  const runners = onCourse(hq.runners).sort((one, other) => one.middle - other.middle);
  const laid = lanes(runners, x, Math.max(6, Math.floor((width < 600 ? 110 : 150) / LANE)));
  const top = 22 + Math.max(2, laid.reduce((most, each) => Math.max(most, each.lane + 1), 0)) * LANE;
  const tall = width < 600 ? GROUND.narrow : GROUND.wide;
  const height = top + tall + 24;
  const dangers = hq.zones.flatMap((zone) => zone.stretches.map((stretch) => danger(zone, stretch, x, height - 24)));
  return drawing("profile", width, height, "Everybody on the elevation profile", described(ground, hq, runners),
    hatch(), dangers, slope(ground, x, top, tall), ground.places.map((each, index) => post(each, index, ground, x, height, width)),
    laid.map((each) => mark(each, x, top, alerted)));
}

function described(ground, hq, runners) {
  const dangers = hq.zones.length ? ` ${hq.zones.length} danger${hq.zones.length > 1 ? "s" : ""} drawn.` : "";
  return `${runners.length} on course or in checkpoints of ${km(ground.metres)} km, each where they may be.${dangers} The table of everybody below has the same figures.`;
}

/** Dots that do not cover each other: each in the lowest lane that is free there. */
function lanes(runners, x, most) {
  const free = [];
  return runners.map((each) => {
    const at = x(each.middle);
    let lane = free.findIndex((right) => right + LANE <= at);
    if (lane < 0) lane = free.length < most ? free.length : free.indexOf(Math.min(...free));
    free[lane] = at;
    return { ...each, lane };
  });
}

function mark(each, x, top, alerted) {
  const y = top - 8 - each.lane * LANE;
  return draw("g", {}, draw("line", { x1: x(each.low).toFixed(1), x2: x(each.high).toFixed(1), y1: y, y2: y, class: "range" }),
    runner(x(each.middle), y, each.bib, alerted.has(each.bib)),
    alerted.has(each.bib) ? draw("text", { x: (x(each.middle) + 8).toFixed(1), y: y + 4, class: "own" }, each.bib) : null);
}

function slope(ground, x, top, tall) {
  const bottom = top + tall;
  if (!ground.heights.length) return draw("line", { x1: x(0), x2: x(ground.metres), y1: bottom, y2: bottom, class: "line" });
  const all = ground.heights.map(([, altitude]) => altitude);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const y = (altitude) => top + 6 + (1 - (altitude - low) / Math.max(high - low, 50)) * (tall - 16);
  const points = ground.heights.map(([metres, altitude]) => `${x(metres).toFixed(1)} ${y(altitude).toFixed(1)}`);
  return draw("path", { d: `M${x(0)} ${bottom}L${points.join("L")}L${x(ground.metres).toFixed(1)} ${bottom}Z`, class: "slope" });
}

function post(each, index, ground, x, height, width) {
  const at = x(each.metres);
  const first = index === 0;
  const last = index === ground.places.length - 1;
  const crowded = ground.places.length * 46 > width;
  const said = first ? "Start" : last ? "Finish" : crowded ? place(each.place).replace(/^\d+CP/, "") : place(each.place);
  const anchor = first ? "start" : last ? "end" : "middle";
  return draw("g", {}, draw("line", { x1: at, x2: at, y1: 4, y2: height - 20, class: "post" }),
    draw("text", { x: first ? SIDE - 10 : last ? width - SIDE + 10 : at, y: height - 5, "text-anchor": anchor }, said));
}

function danger(zone, [low, high], x, bottom) {
  const wide = Math.max(4, x(high) - x(low));
  return draw("g", {}, draw("rect", { x: x(low), y: 0, width: wide, height: bottom, class: "zone" }),
    draw("rect", { x: x(low), y: 0, width: wide, height: bottom, fill: "url(#hatch)" }), draw("text", { x: x(low) + 4, y: 13, class: "danger" }, zone.what));
}

/** The hatching of dangers: not by colour alone. */
export function hatch() {
  return draw("defs", {}, draw("pattern", { id: "hatch", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    draw("line", { x1: 0, x2: 0, y1: 0, y2: 8, class: "hatching" })));
}
