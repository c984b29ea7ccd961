// The timekeepers' desk: keeps the conflicts true, sends each answer once; the keyboard is enough for all of it.
import { deskOf } from "/static/times_desk.js";
import { counted, decided } from "/static/times_view.js";

const at = (id) => document.getElementById(id);
const PAUSE = 400; // ms in which a second press of a key cannot answer the conflict that has just come up
let decisions = []; // what was decided of late, newest first
let fresh = -PAUSE; // when the last answer was taken
let busy = false;
const desk = deskOf(answer);

function lamp(text, cut) {
  at("lamp").textContent = text;
  at("lamp").classList.toggle("cut", cut);
}

function complain(refused) {
  at("wrong").hidden = !refused;
  at("wrong").textContent = refused ? `${refused.what}. ${refused.do}.` : "";
}

/** Asks the camp node; throws what it refuses with, or what to do when it does not answer. */
async function ask(path, body) {
  const headers = { "content-type": "application/json" };
  let answered;
  let told;
  try {
    answered = await fetch(path, body && { method: "POST", headers, body: JSON.stringify(body) });
    told = await answered.json();
  } catch {
    throw { what: "The camp node does not answer", do: "Press the key again; it counts once" };
  }
  if (!answered.ok) throw told;
  return told;
}

/** The latest decision of whoever sits here that still stands. */
const mine = () => decisions.find((each) => each.by === at("list").dataset.by && !each.undone && !each.undoes);

async function read() {
  try {
    const told = await ask("/api/conflicts");
    at("position").textContent = told.position;
    at("total").textContent = told.conflicts.length || "";
    at("counts").replaceChildren(...counted(told.counts));
    at("empty").hidden = Boolean(told.conflicts.length);
    at("empty").textContent = `✓ Nothing to settle since ${told.empty_since}.`;
    decisions = told.decisions;
    at("decisions").replaceChildren(...decided(decisions, undo));
    at("undo").disabled = !mine();
    desk.take(told.conflicts);
  } catch {
    lamp("NOT LIVE: the conflicts could not be read", true); // what a key was answered with stays where it is
  }
}

/** Sends something once, says what came of it, and reads the conflicts anew. */
async function send(body, done) {
  if (busy) return;
  busy = true;
  complain(null);
  try {
    const told = await ask("/api/settle", body);
    at("said").textContent = done(told);
    fresh = performance.now();
  } catch (refused) {
    complain(refused);
  }
  busy = false;
  await read();
}

async function answer(key, bib = "") {
  const conflict = desk.current();
  const found = desk.found(key);
  if (!found || performance.now() - fresh < PAUSE) return;
  if (found.asks_bib && !bib) {
    desk.ask(key);
    return;
  }
  const body = { conflict: conflict.name, answer: key, reason: desk.reason, bib };
  await send(body, () => {
    desk.asking = desk.bib = "";
    const said = found.asks_bib ? `it is ${bib.trim().toUpperCase()}` : found.label;
    return `✓ ${[conflict.bib, conflict.place].filter(Boolean).join(" at ")}: ${said}. u undoes it.`;
  });
  if (!desk.asking) desk.focus();
}

/** Takes a decision back, and opens what is in conflict again. */
async function undo(records) {
  if (!records) return;
  const before = new Set(desk.conflicts.map((each) => each.name));
  await send({ undo: records }, () => "↶ Undone: it is as it was before.");
  const again = desk.conflicts.find((each) => !before.has(each.name));
  if (again) desk.go(again.name);
}

const KEYS = {
  j: () => desk.move(1), ArrowDown: () => desk.move(1), k: () => desk.move(-1), ArrowUp: () => desk.move(-1),
  u: () => undo(mine()?.records), r: () => at("reason")?.focus(),
  d: () => document.querySelector('#list a[data-key="d"]')?.click(),
  "?": () => { at("help").open = !at("help").open; },
};

function typedIn(field, event) {
  if (event.key === "Escape") desk.leave();
  else if (event.key === "Enter" && field.id === "reason") {
    event.preventDefault();
    desk.focus();
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const field = event.target.closest?.("input");
  if (field) {
    typedIn(field, event);
    return;
  }
  const done = KEYS[event.key] ?? (desk.found(event.key) && (() => answer(event.key)));
  if (done) {
    event.preventDefault();
    done();
  }
});
at("undo").addEventListener("click", () => undo(mine()?.records));

let waiting = 0;
const soon = () => { waiting ||= setTimeout(() => { waiting = 0; read(); }, 300); };
const channel = new EventSource("/live");
for (const kind of ["change", "again"]) channel.addEventListener(kind, () => { lamp("live", false); soon(); });
channel.addEventListener("error", () => lamp("NOT LIVE: the camp node does not answer", true));
setInterval(read, 60_000); // a station falls silent without a word
read();
