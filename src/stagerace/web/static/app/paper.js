// Lines of a paper log, `HHMM bib` with `in` or `out` where it is not plain, read with their days worked out.
import { DAY, HOUR, MINUTE, dayOf, instantAt, readMinutes } from "./times.js";

const WAYS = { in: "in", i: "in", e: "in", entra: "in", out: "out", o: "out", s: "out", sale: "out" };
/** How near two notes of one passing are taken to be the same. */
const SAME = 2 * MINUTE;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Every line with something on it, as {line, text, fault} or {line, text, bib, way, seen_at, note}.
 *
 * `from` is the earliest instant a line can mean, `now` the latest; `ways` those of the place; `known` the passings
 * at the place already; `offset` tells the minutes east of UTC there at an instant.
 */
export function readPaper(text, { from, now, offset, ways, known, runners }) {
  const rows = [];
  let [date, day] = ["", null];
  let previous = null;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    if (!raw.trim()) continue;
    const row = { line: index + 1, text: raw.trim(), date };
    const said = DATE.exec(row.text);
    if (said) [date, day] = [row.text, Date.UTC(said[1], said[2] - 1, said[3])];
    else {
      Object.assign(row, readLine(row.text, { from, now, offset, ways, day, previous, runners }, [...known, ...rows]));
      previous = row.seen_at ?? previous;
      rows.push(row);
    }
  }
  return rows;
}

function readLine(text, around, known) {
  const parts = text.split(/[\s,;]+/);
  const minutes = readMinutes(parts[0]);
  if (minutes === null) return { fault: "time" };
  const bib = (parts[1] ?? "").toUpperCase();
  if (!/^[0-9A-Z*]{1,8}$/.test(bib)) return { fault: "bib" };
  const asked = parts[2] === undefined ? null : WAYS[parts[2].toLowerCase()];
  if (asked === undefined || parts.length > 3) return { fault: "way" };
  if (asked && !around.ways.includes(asked)) return { fault: `no_${asked}` };
  const at = instantOf(minutes, around);
  if (at.fault) return at;
  return { ...wayOf(bib, asked, at.seen_at, around, known), bib, seen_at: at.seen_at };
}

/** When a clock time was: the only time it was since `from`, else the first one that keeps the lines in order. */
function instantOf(minutes, { from, now, offset, day, previous }) {
  if (day !== null) {
    const said = instantAt(day + minutes * MINUTE, offset);
    return said > now ? { fault: "ahead" } : said < from ? { fault: "before" } : { seen_at: said };
  }
  const found = [];
  for (let date = dayOf(from, offset); date <= dayOf(now, offset); date += DAY) {
    const at = instantAt(date + minutes * MINUTE, offset);
    if (at >= from && at <= now) found.push(at);
  }
  const today = instantAt(dayOf(now, offset) + minutes * MINUTE, offset);
  if (!found.length) return { fault: today > now ? "ahead" : "before" };
  const inOrder = previous === null ? undefined : found.find((at) => at >= previous - HOUR);
  return { seen_at: inOrder ?? found.at(-1) };
}

function wayOf(bib, asked, seen_at, { ways, runners }, known) {
  const same = known.filter((each) => each.bib === bib && !each.fault && bib !== "*");
  const twin = same.find((each) => (!asked || each.way === asked) && Math.abs(each.seen_at - seen_at) <= SAME);
  if (twin) return { way: twin.way, note: "known" };
  const before = same.filter((each) => each.seen_at <= seen_at).sort((one, other) => one.seen_at - other.seen_at);
  const way = asked ?? (ways.length === 1 ? ways[0] : before.at(-1)?.way === "in" ? "out" : "in");
  return { way, note: bib.includes("*") ? "unread" : runners.has(bib) ? "" : "unknown" };
}

/** The lines that could not be taken, as text to go on with, under the dates that were given for them. */
export function leftOf(rows) {
  const lines = [];
  let date = "";
  for (const row of rows.filter((each) => each.fault)) {
    if (row.date !== date) lines.push(row.date);
    date = row.date;
    lines.push(row.text);
  }
  return lines.join("\n");
}

/** The passing that a line means. */
export function passingOfLine(row, place) {
  return {
    kind: "passing",
    bib: row.bib,
    place,
    seen_at: row.seen_at,
    way: row.way,
    source: "paper",
    day_inferred: true,
  };
}
