// Everything that is forecast of one runner, in a sheet that comes up over the table.
import { button, make } from "/app/dom.js";
import { approx, half, minute, most, percent } from "/static/board_foretold.js";

const STATES = { to_start: "still to start", on_course: "on course", finished: "finished", out: "out", not_seen: "not seen at the start" };
const BASIS = { passings: "their passings", "stages before": "the stages before", plan: "the plan alone" };

/** A sheet for one runner at a time: `open` with a bib, `again` when something new is known. */
export function detail({ clock, name, runner }) {
  const title = make("h2", { id: "who" });
  const body = make("div", { className: "body", tabindex: 0, role: "region", "aria-labelledby": "who" });
  const sheet = make("dialog", { className: "sheet", "aria-labelledby": "who" },
    make("div", { className: "head" }, title, button("Close", () => sheet.close())), body);
  document.querySelector("main").append(sheet);
  // A press beside the sheet closes it.
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  let bib = "";
  const fill = () => {
    title.textContent = ["Bib", bib, name(bib)].filter(Boolean).join(" ");
    body.replaceChildren(...told(runner(bib), clock));
  };
  return {
    open(whose) {
      bib = whose;
      fill();
      if (!sheet.open) sheet.showModal();
      body.scrollTop = 0;
    },
    again() {
      if (sheet.open) fill();
    },
  };
}

function told(runner, clock) {
  if (!runner) return [make("p", { text: "Nothing is forecast of them on this stage." })];
  const found = [make("p", { className: "soft", text: where(runner) })];
  if (runner.refused) found.push(make("p", { className: "silent", text: `Not forecast: ${runner.refused}.` }));
  if (runner.state === "to_start" || runner.state === "on_course") found.push(chances(runner));
  if (runner.arrivals.length) found.push(arrivals(runner, clock));
  if (runner.why.length) {
    found.push(make("h3", { text: "Why" }), make("ul", {}, runner.why.map((text) => make("li", { text }))));
  }
  return found;
}

const where = (runner) =>
  runner.arrivals.length ? `${STATES[runner.state]}; forecast from ${BASIS[runner.basis]}` : STATES[runner.state];

function chances(runner) {
  const titles = Object.entries(runner.p_titles).map(([title, chance]) => [title.replaceAll("-", " "), chance]);
  const lines = [["finishes the stage", runner.p_stage], ["finishes the race", runner.p_race], ...titles];
  return make("dl", { className: "chances" }, lines.map(([said, chance]) =>
    make("div", {}, make("dt", { text: said }), make("dd", { text: percent(chance) }))));
}

function arrivals(runner, clock) {
  const heads = ["Where", "Expected", "Half come", "9 of 10 come", "Gets there"].map((text) => make("th", { scope: "col", text }));
  const rows = runner.arrivals.map((each) => make("tr", {},
    make("th", { scope: "row", text: each.said }),
    make("td", { className: "about" }, ...approx(minute(each.p50, clock))),
    make("td", { data: { head: "half" }, text: half(each, clock) }),
    make("td", { data: { head: "9 of 10" }, text: most(each, clock) }),
    make("td", { data: { head: "gets there" } }, percent(each.comes), ...cutOff(each, clock))));
  return make("table", {}, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows));
}

function cutOff(each, clock) {
  if (each.by === null) return [];
  return [make("small", { className: "by", text: `cut-off ${minute(each.by, clock)}: ${percent(each.in_time)}` })];
}
