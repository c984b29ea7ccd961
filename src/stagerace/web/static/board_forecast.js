// The forecast on the board: asked for when something came, put into the places nobody has reached yet, and why.
import { make } from "/app/dom.js";
import { detail } from "/static/board_runner.js";
import { NARROW, SOME, approx, minute, nextOf, percent, ranges, readRunner, tightest } from "/static/board_foretold.js";
import { seconds } from "/static/board_words.js";

const AT_ONCE = 300;
const SOON = 1_500;
const LATER = 10_000;
const A_MINUTE = 60_000;

/** Keep the forecast of a table true; `tidy` is called when what it is sorted by may have changed. */
export function foresee(table, { times, clock, name, tidy }) {
  const runners = new Map();
  const panel = document.getElementById("forecast");
  const heads = () => [...table.tHead.rows[0].querySelectorAll(".point")].map((head) => head.dataset.key);
  // On a phone the reasons would fill the screen.
  const narrow = matchMedia("(max-width: 40rem)");
  const fold = () => { panel.querySelector("details").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  const show = detail({ clock, name, runner: (bib) => runners.get(bib) });
  let mark = "";
  let told = { position: -1 };
  let known = 0;
  let waiting = 0;

  const line = (tr) => put(tr, runners.get(tr.dataset.bib), { at: told.at, heads: heads(), times: times(), clock });
  const all = () => {
    for (const tr of table.tBodies[0].rows) line(tr);
    tidy();
  };
  const ask = async () => {
    waiting = soonest(0, A_MINUTE);
    try {
      const answer = await fetch(`/api/forecast?${new URLSearchParams({ stage: table.dataset.stage, since: mark })}`);
      if (!answer.ok) throw new Error(answer.status);
      take(await answer.json());
    } catch {
      waiting = soonest(waiting, LATER);
      panel.querySelector(".state").textContent = "NO FORECAST: the camp node does not answer; what stands here may be old";
    }
  };
  const soonest = (timer, wait) => {
    clearTimeout(timer);
    // Not all screens at the same instant.
    return setTimeout(ask, wait * (0.7 + 0.6 * Math.random()));
  };
  const take = (answer) => {
    if (answer.whole) runners.clear();
    for (const runner of answer.runners) runners.set(runner.bib, readRunner(runner));
    ({ mark } = answer);
    told = answer;
    say(panel, answer, runners, clock);
    all();
    show.again();
    if (answer.position < known) waiting = soonest(waiting, SOON);
  };
  table.tBodies[0].addEventListener("click", (event) => {
    const pressed = event.target.closest(".who, td.coming, td.next, td.intime, td.chance");
    if (pressed) show.open(pressed.closest("tr").dataset.bib);
  });
  ask();
  return {
    line,
    all,
    came(position) {
      known = position;
      if (position !== told.position) waiting = soonest(waiting, AT_ONCE);
    },
  };
}

/** What stands over the table: of when the forecast is, and why it is so. */
function say(panel, told, runners, clock) {
  const coming = [...runners.values()].filter((runner) => runner.arrivals.length).length;
  const nothing = told.refused || (coming ? "" : "nobody is on the way or still to start: there is nothing left to forecast");
  panel.querySelector(".state").textContent = nothing
    ? `No forecast: ${nothing}.`
    : `Forecast of ${minute(told.at, clock)} for ${coming} ${coming === 1 ? "runner" : "runners"}.`;
  const lines = told.why.map((text) => make("li", { text: `${text[0].toUpperCase()}${text.slice(1)}.` }));
  panel.querySelector("ul").replaceChildren(...lines);
  panel.dataset.position = told.position;
  panel.querySelector("details").hidden = !lines.length;
  panel.querySelector("summary").textContent = lines.length === 1 ? "Why: one thing to know" : `Why: ${lines.length} things to know`;
}

/** Put a runner's forecast into their row. */
function put(tr, runner, { at, heads, times, clock }) {
  const arrivals = new Map((runner?.arrivals ?? []).map((each) => [each.lap ? `lap-${each.lap}` : `${each.place}-${each.way}`, each]));
  who(tr);
  let before = runner?.start;
  [...tr.querySelectorAll("td.point")].forEach((td, index) => {
    if (td.dataset.at) before = Number(td.dataset.at);
    else if (!td.matches(".hole, .refused")) before = cell(td, arrivals.get(heads[index]), { runner, before, times, clock });
  });
  chances(tr, runner, at, clock);
}

/** The bib becomes a button that opens everything about the runner: for a thumb, and for those who use keys. */
function who(tr) {
  const head = tr.querySelector(".bib");
  if (head.querySelector("button")) return;
  head.replaceChildren(make("button", { type: "button", className: "who", text: tr.dataset.bib, "aria-haspopup": "dialog" }));
}

/** A place nobody has reached: about when they come; the time of it, which the next leg is counted from. */
function cell(td, arrival, { runner, before, times, clock }) {
  td.classList.toggle("coming", Boolean(arrival));
  td.replaceChildren();
  td.removeAttribute("title");
  for (const key of ["guess", "guessElapsed", "guessLeg"]) delete td.dataset[key];
  if (!arrival) return before;
  const { p50 } = arrival;
  Object.assign(td.dataset, { guess: p50, guessElapsed: p50 - runner.start, guessLeg: p50 - before });
  const value = { clock: minute(p50, clock), elapsed: short(p50 - runner.start), leg: short(p50 - before) }[times];
  td.append(...approx(value));
  if (arrival.comes < SOME) td.append(" ", make("small", { text: percent(arrival.comes) }));
  td.title = ranges(arrival, clock);
  return p50;
}

const short = (ms) => seconds(Math.max(ms, 0)).slice(0, -3);

/** The columns of chances. */
function chances(tr, runner, at, clock) {
  const [next, inTime, chance] = ["next", "intime", "chance"].map((name) => tr.querySelector(`.${name}`));
  for (const key of ["next", "intime", "chance"]) delete tr.dataset[key];
  for (const td of [next, inTime, chance]) td.replaceChildren();
  if (runner?.state !== "on_course" && runner?.state !== "to_start") return;
  const first = nextOf(runner, at);
  if (first) {
    tr.dataset.next = first.p50;
    next.append(`${first.said} `, make("span", { className: "about" }, ...approx(minute(first.p50, clock))));
  } else if (runner.refused) next.append(make("small", { text: runner.refused }));
  const tight = tightest(runner);
  if (tight) {
    tr.dataset.intime = tight.in_time;
    inTime.append(...warned(tight.in_time));
  }
  tr.dataset.chance = runner.p_stage;
  chance.append(...warned(runner.p_stage));
}

/** A chance; a small one with a sign beside it. */
function warned(chance) {
  const text = percent(chance);
  if (chance >= NARROW) return [text];
  return [make("span", { "aria-hidden": "true", text: "⚠ " }), make("strong", { text })];
}
