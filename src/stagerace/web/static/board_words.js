// How the board says times, places and where somebody is; web/board_words.py says the same.

export const MARKS = { good: "", confirmed: "✓", doubtful: "?", bad: "✗", "": "" };
export const SURE = { good: "", confirmed: "confirmed", doubtful: "doubtful", bad: "does not count", "": "" };
const STATES = {
  ranked: "", active: "on course", unranked: "unranked", withdrawn: "withdrew", over_cutoff: "missed cut-off",
  stopped: "stopped", disqualified: "disqualified", not_started: "not started",
};
const MINUTE = 60_000;
const DAY = 86_400_000;
const two = (number) => String(number).padStart(2, "0");

/** The wall clock at a race: `zone` as the page gives it, offsets each from an instant on; `start` of the stage. */
export function wallClock(zone, start) {
  const changes = zone.split(" ").map((change) => change.split(":").map(Number));
  const local = (at) => {
    const [, offset] = changes.findLast(([since]) => since <= at) ?? changes[0];
    return at + offset * 1000;
  };
  const first = Math.floor(local(start) / DAY);
  return (at) => {
    if (at === null || Number.isNaN(at)) return "";
    const wall = new Date(local(at));
    const days = Math.floor(local(at) / DAY) - first;
    const clock = `${two(wall.getUTCHours())}:${two(wall.getUTCMinutes())}:${two(wall.getUTCSeconds())}`;
    return days ? `${clock} ${days > 0 ? "+" : ""}${days}` : clock;
  };
}

/** A length of time as `h:mm:ss`; nothing where there is none. */
export function seconds(ms) {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "";
  const whole = Math.floor(Math.abs(ms) / 1000);
  return `${ms < 0 ? "-" : ""}${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

export function sayPlace(place) {
  return place.endsWith("START") ? "Start" : place.endsWith("FINISH") ? "Finish" : place;
}

export function sayColumn(column) {
  if (column.lap) return `Lap ${column.lap}`;
  const place = sayPlace(column.place);
  return place === "Start" || place === "Finish" ? place : `${place} ${column.way}`;
}

/** The silent points, each with what to call it; a place silent on arrival and on leaving is named once. */
export function silentPoints(columns) {
  const silent = columns.filter((column) => column.silent);
  const has = (place, way) => silent.some((column) => column.place === place && column.way === way);
  const isBoth = ({ place }) => has(place, "in") && has(place, "out");
  return silent
    .filter((column) => column.way === "in" || !isBoth(column))
    .map((column) => [isBoth(column) ? sayPlace(column.place) : sayColumn(column), column]);
}

export function sayWhere(row, columns) {
  if (row.furthest < 0) return STATES[row.status] || "not seen";
  const column = columns[row.furthest];
  const place = column.lap ? sayColumn(column) : sayPlace(column.place);
  const there = column.way === "out" ? `left ${place}` : place;
  return row.status === "active" || row.status === "ranked" ? there : `${STATES[row.status]}; ${there}`;
}

/** How old a word is [ms]. */
export function sayAge(age) {
  const minutes = Math.floor(Math.abs(age) / MINUTE);
  if (minutes < 1) return "less than a minute ago";
  const hours = Math.floor(minutes / 60);
  const length = [hours ? `${hours} h` : "", minutes % 60 ? `${minutes % 60} min` : ""].filter(Boolean).join(" ");
  return age > 0 ? `${length} ago` : `${length} ahead of this clock`;
}
