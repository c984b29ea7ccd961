// The course from above with everybody on it; corners of a danger are tapped here.
import { draw, drawing, onCourse, runner } from "/static/hq_svg.js";
import { place } from "/static/hq_words.js";

const SIDE = 24;

/** The map as a drawing of a width [px]; `tapped` are corners not sent yet. It says where on Earth a press was. */
export function map(ground, hq, alerted, width, tapped) {
  const view = viewOf(ground, width);
  const runners = onCourse(hq.runners);
  const described = `${runners.length} on course or in checkpoints, each in the middle of where they may be. The table of everybody below has the same figures.`;
  const node = drawing("map", width, view.height, "Everybody on the course from above", described,
    hq.zones.filter((zone) => zone.area.length).map((zone) => area(zone.area, view, zone.what)),
    draw("path", { d: path(ground.line, view), class: "line" }), hq.zones.flatMap((zone) => zone.stretches.map((each) => stretch(ground, each, view, "line danger"))),
    runners.map((each) => (each.high - each.low > 50 ? stretch(ground, [each.low, each.high], view, "range") : null)),
    ground.places.map((each) => post(ground, each, view, width)),
    runners.map((each) => spot(each, view.point(at(ground.line, each.middle)), alerted.has(each.bib))),
    tapped.length ? corners(tapped, view) : null);
  return { node, where: view.where };
}

function spot(each, [x, y], alerted) {
  return draw("g", {}, runner(x, y, each.bib, alerted), alerted ? draw("text", { x: (x + 8).toFixed(1), y: (y + 4).toFixed(1), class: "own" }, each.bib) : null);
}

function viewOf(ground, width) {
  const lats = ground.line.map(([, lat]) => lat);
  const lons = ground.line.map(([, , lon]) => lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const squeeze = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const inside = width - 2 * SIDE;
  const most = width < 600 ? 340 : 420;
  const scale = Math.min(inside / Math.max((east - west) * squeeze, 1e-4), (most - 2 * SIDE) / Math.max(north - south, 1e-4));
  const left = (width - (east - west) * squeeze * scale) / 2;
  return {
    height: Math.max(120, Math.round((north - south) * scale + 2 * SIDE)),
    point: ([lat, lon]) => [left + (lon - west) * squeeze * scale, SIDE + (north - lat) * scale],
    where: (x, y) => [north - (y - SIDE) / scale, west + (x - left) / (squeeze * scale)],
  };
}

/** Where on Earth a distance along the course is. */
function at(line, metres) {
  const next = line.findIndex(([along]) => along >= metres);
  if (next === 0) return line[0].slice(1);
  if (next < 0) return line[line.length - 1].slice(1);
  const [[from, lat, lon], [to, lat2, lon2]] = [line[next - 1], line[next]];
  const share = (metres - from) / Math.max(1, to - from);
  return [lat + (lat2 - lat) * share, lon + (lon2 - lon) * share];
}

const say = (points) => points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
const path = (line, view) => `M${say(line.map(([, lat, lon]) => view.point([lat, lon])))}`;

function stretch(ground, [low, high], view, name) {
  const between = ground.line.filter(([along]) => along > low && along < high).map(([, lat, lon]) => [lat, lon]);
  return draw("path", { d: `M${say([at(ground.line, low), ...between, at(ground.line, high)].map(view.point))}`, class: name });
}

function area(corners, view, what) {
  const points = corners.map(view.point);
  const d = `M${say(points)}Z`;
  return draw("g", {}, draw("path", { d, class: "zone" }), draw("path", { d, fill: "url(#hatch)" }),
    draw("text", { x: points[0][0] + 4, y: points[0][1] + 12, class: "danger" }, what));
}

function corners(tapped, view) {
  const points = tapped.map(view.point);
  return draw("g", {}, draw("path", { d: `M${say(points)}${points.length > 2 ? "Z" : ""}`, class: "drawn" }),
    points.map(([x, y]) => draw("circle", { cx: x, cy: y, r: 6, class: "corner" })));
}

function post(ground, each, view, width) {
  const [x, y] = view.point(at(ground.line, each.metres));
  const isRight = x > width - 60;
  return draw("g", {}, draw("rect", { x: x - 4, y: y - 4, width: 8, height: 8, class: "place" }),
    draw("text", { x: x + (isRight ? -7 : 7), y: y - 6, "text-anchor": isRight ? "end" : "start" }, place(each.place)));
}
