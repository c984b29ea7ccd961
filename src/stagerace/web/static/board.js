// The board kept true: rows change where something came, and are sorted, read and looked for without asking again.
import { make } from "/app/dom.js";
import { foresee } from "/static/board_forecast.js";
import { age, keepAge, listen } from "/static/board_live.js";
import { find, order } from "/static/board_order.js";
import { facts, place, rowOf, silence, timeOf } from "/static/board_rows.js";
import { sayPlace, silentPoints, wallClock } from "/static/board_words.js";

const form = document.getElementById("view");
const table = document.getElementById("spread") ?? document.getElementById("standings");
const sorting = document.getElementById("sort");
const clock = wallClock(table.dataset.zone, Number(table.dataset.start));
const times = () => form.elements.times.value;
document.documentElement.classList.add("scripted");
const narrow = matchMedia("(max-width: 40rem)");
const fold = () => { document.getElementById("choices").open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();
for (const name of ["stage", "show", "class", "forecast"]) {
  form.elements[name]?.addEventListener("change", () => form.requestSubmit());
}
keepAge(table);
if (table.id === "spread") keepSpread();
else listen(table, soon(refresh, 500));

function keepSpread() {
  const rows = new Map([...table.tBodies[0].rows].map((tr) => [tr.dataset.bib, tr]));
  const tidy = () => order(table, sorting.value, times());
  const name = (bib) => rows.get(bib)?.querySelector(".name").textContent.trim() ?? "";
  const forecast = form.elements.forecast.checked ? foresee(table, { times, clock, name, tidy }) : null;
  table.tHead.addEventListener("click", (event) => {
    const pressed = event.target.closest("button");
    if (!pressed) return;
    event.preventDefault();
    sorting.value = pressed.value;
    tidy();
    remember();
  });
  for (const choice of form.elements.times) {
    choice.addEventListener("change", () => {
      for (const cell of table.querySelectorAll("td[data-at]")) {
        cell.querySelector(".time").textContent = timeOf(cell, times(), clock);
      }
      forecast?.all();
      tidy();
      remember();
    });
  }
  form.elements.find.addEventListener("input", () => find(table, form.elements.find.value));
  form.addEventListener("submit", (event) => {
    if (event.submitter === null || event.submitter.name !== "") return;
    event.preventDefault();
  });
  document.getElementById("columns").addEventListener("click", (event) => {
    event.preventDefault();
    const all = table.classList.toggle("all");
    event.target.textContent = all ? "Fewer columns" : "All columns";
    form.elements.columns.value = all ? "all" : "";
    remember();
  });
  table.tBodies[0].addEventListener("click", (event) => {
    const cell = event.target.closest("td[title]:not(.coming)");
    const who = cell?.parentNode.dataset.bib;
    document.getElementById("said").textContent = cell ? `Bib ${who}: ${cell.title}` : "";
  });
  listen(table, (told) => {
    if (told.whole && hasOtherColumns(told)) {
      reload();
      return;
    }
    if (told.whole) {
      for (const tr of rows.values()) tr.remove();
      rows.clear();
    }
    for (const row of told.rows) {
      const made = rowOf(row, told.columns, told.names[row.bib], times(), clock, forecast !== null);
      forecast?.line(made);
      if (rows.has(row.bib)) rows.get(row.bib).replaceWith(made);
      else table.tBodies[0].append(made);
      if (!told.whole) made.classList.add("new");
      rows.set(row.bib, made);
    }
    for (const [bib, onStage, overall] of told.moved) place(rows.get(bib), onStage, overall);
    tell(told);
    forecast?.came(told.position);
    tidy();
    find(table, form.elements.find.value);
  });
}

function hasOtherColumns(told) {
  const shown = [...table.tHead.rows[0].querySelectorAll(".point")].map((head) => head.dataset.key);
  const keys = told.columns.map((column) => (column.lap ? `lap-${column.lap}` : `${column.place}-${column.way}`));
  return keys.join() !== shown.join();
}

/** What stands above and at the head of the table. */
function tell(told) {
  const line = table.tHead.rows[1];
  for (const old of line.querySelectorAll(".point")) old.remove();
  line.append(...told.columns.map(facts));
  document.getElementById("position").textContent = told.position;
  const newest = document.getElementById("newest");
  const { last } = told;
  const word = last === null
    ? make("p", { text: "No word of this stage yet." })
    : make("p", {}, "Last word from ", make("strong", { text: sayPlace(last.place) }), " ",
        make("time", { id: "last", data: { at: last.at }, text: clock(last.at) }), ", ", make("strong", { id: "age" }));
  newest.replaceChildren(word, ...silentPoints(told.columns).map((each) => silence(each, clock)));
  age();
}

/** Keep in the address what was chosen, so that a reload shows the same. */
function remember() {
  const chosen = new URLSearchParams(new FormData(form));
  for (const [name, value] of [...chosen]) if (!value) chosen.delete(name);
  history.replaceState(null, "", `/board?${chosen}`);
}

function reload() {
  location.reload();
}

/** The standings as the camp node now has them, in the place of those shown. */
async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const id of ["standings", "newest"]) document.getElementById(id).replaceChildren(...page.getElementById(id).children);
  document.getElementById("position").textContent = page.getElementById("position").textContent;
  age();
}

/** Do it once after a while, however often it is asked for meanwhile; not all screens at the same instant. */
function soon(work, patience) {
  let waits = false;
  return () => {
    if (waits) return;
    waits = true;
    setTimeout(() => {
      waits = false;
      work();
    }, patience * (0.5 + Math.random()));
  };
}
