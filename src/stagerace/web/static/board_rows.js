// The rows and columns of the spread table as elements: made, and put in the place of what changed.
import { make, glyph } from "/app/dom.js";
import { MARKS, SURE, sayWhere, seconds } from "/static/board_words.js";

/** What a cell shows: the time of a `td`, as clock, elapsed or leg. */
export function timeOf(cell, times, clock) {
  const value = valueOf(cell, times);
  return value === null ? "" : times === "clock" ? clock(value) : seconds(value);
}

/** A cell's number for one way to read times, null where there is none. */
export function valueOf(cell, times) {
  const text = cell.dataset[{ clock: "at", elapsed: "elapsed", leg: "leg" }[times]];
  return text === undefined ? null : Number(text);
}

/** The same of a cell that nobody has reached, as it is forecast. */
export function guessOf(cell, times) {
  const text = cell.dataset[{ clock: "guess", elapsed: "guessElapsed", leg: "guessLeg" }[times]];
  return text === undefined ? null : Number(text);
}

function point(cell, nth, times, clock) {
  if (cell.at === undefined) {
    if (cell.hole) return make("td", { className: "point hole" }, "◌ ", make("span", { text: "not seen" }));
    if (!cell.verdict) return make("td", { className: "point" });
    return make("td", { className: "point refused", title: cell.why }, ...mark("✗", "does not count", cell.why));
  }
  const data = { at: cell.at, elapsed: cell.elapsed_ms };
  if (cell.leg_ms !== undefined) data.leg = cell.leg_ms;
  const className = cell.verdict === "doubtful" ? "point doubt" : "point";
  const time = make("span", { className: "time" });
  const said = mark(MARKS[cell.verdict], SURE[cell.verdict], cell.why);
  const made = make("td", { className, data, title: cell.why }, time, ...said, " ", make("small", { text: nth }));
  time.textContent = timeOf(made, times, clock);
  return made;
}

function mark(shape, word, why) {
  if (!shape) return [];
  return [glyph(shape, "mark"), make("span", { className: "heard", text: why ? `${word}: ${why}` : word })];
}

/** A runner's row; with `foreseen` it has the columns of a forecast. */
export function rowOf(row, columns, name, times, clock, foreseen) {
  const data = { bib: row.bib, furthest: row.furthest, status: row.status };
  for (const [key, value] of [["time", row.time_ms], ["last", row.last]]) if (value !== null) data[key] = value;
  const said = name ? [name, " "] : [];
  if (row.country) said.push(make("small", { text: row.country }));
  const made = make(
    "tr", { data },
    make("td", { className: "place" }),
    make("th", { className: "bib", scope: "row", text: row.bib }),
    make("td", { className: "name" }, ...said),
    make("td", { className: "last", text: clock(row.last) }),
    make("td", { className: "where", text: sayWhere(row, columns) }),
    foreseen ? ["next", "intime", "chance"].map((className) => make("td", { className })) : [],
    make("td", { className: "overall" }),
    make("td", { className: "time", text: seconds(row.time_ms) }),
    row.cells.map((cell, index) => point(cell, row.order[index], times, clock)),
  );
  place(made, row.place, row.overall);
  return made;
}

/** Put a runner's places into their row. */
export function place(tr, place, overall) {
  for (const [name, value] of [["place", place], ["overall", overall]]) {
    if (value === null) delete tr.dataset[name];
    else tr.dataset[name] = value;
    tr.querySelector(`.${name}`).textContent = value ?? "";
  }
}

/** What a point has told, below its heading. */
export function facts(column) {
  const lines = [`${column.metres / 1000} km`];
  lines.push(`${column.passed} passed${column.here === null ? "" : `, ${column.here} here`}`);
  lines.push(`${column.expected} expected`);
  const td = make("td", { className: "point" }, lines.flatMap((line, index) => (index ? [make("br"), line] : [line])));
  if (column.holes) td.append(make("br"), make("span", { className: "holes", text: `◌ ${column.holes} not seen` }));
  if (column.silent) {
    td.append(make("br"), make("strong", { className: "silent" }, glyph("⚠", ""), " silent"));
  }
  return td;
}

/** The line above the table about a silent point. */
export function silence([said, column], clock) {
  const heard = column.last === null ? "" : `; last heard ${clock(column.last)}`;
  const who = make("strong", { text: `${said} is silent:` });
  return make("p", { className: "silent" }, glyph("⚠", ""), " ", who, ` ${column.silent}${heard}.`);
}
