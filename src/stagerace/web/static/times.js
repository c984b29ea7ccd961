// The timekeepers' desk: reads the conflicts, keeps them true, sends each answer once; the keyboard is enough for all.
import { bibField, closed, counted, decided, opened } from "/static/times_view.js";

const at = (id) => document.getElementById(id);
const PAUSE = 400; // ms in which a second press of a key cannot answer the conflict that has just come up
let desk = { conflicts: [], counts: [], decisions: [] };
let open = ""; // the name of the open conflict
let place = 0; // where it stood, for when it is gone
let typed = ""; // a reason begun for it
let asking = ""; // the key of the answer for which a bib is typed
let fresh = 0; // when it was opened by an answer
let busy = false;
const mine = []; // the records of each decision made here, the last at the end

const current = () => desk.conflicts.find((each) => each.name === open);

function say(text) {
  at("said").textContent = text;
}

function complain(refused) {
  at("wrong").hidden = !refused;
  at("wrong").textContent = refused ? `${refused.what}. ${refused.do}.` : "";
}

async function ask(path, body) {
  const sent = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  const told = await answer.json();
  if (!answer.ok) throw told;
  return told;
}

async function read() {
  try {
    desk = await ask("/api/conflicts");
    show();
  } catch (refused) {
    complain(refused.what ? refused : { what: "The camp node does not answer", do: "Nothing is lost; wait or reload" });
  }
}

function show() {
  if (!current()) {
    const next = desk.conflicts[Math.min(place, desk.conflicts.length - 1)];
    choose(next?.name ?? "");
  }
  place = Math.max(0, desk.conflicts.findIndex((each) => each.name === open));
  at("position").textContent = desk.position;
  at("total").textContent = desk.conflicts.length || "";
  at("counts").replaceChildren(...counted(desk.counts));
  at("empty").hidden = Boolean(desk.conflicts.length);
  at("empty").textContent = `✓ Nothing to settle since ${desk.empty_since}.`;
  at("decisions").replaceChildren(...decided(desk.decisions, undo));
  at("undo").disabled = !mine.length;
  list();
}

function list() {
  const held = document.activeElement?.id;
  if (asking && at("bib")) asking = { ...asking, bib: at("bib").value };
  const rules = "rules" in at("list").dataset;
  at("list").replaceChildren(...desk.conflicts.map((each) => each.name === open
    ? opened(each, { open: choose_and_show, answer, rules, reason: typed }) : closed(each, choose_and_show)));
  at("reason")?.addEventListener("input", (event) => { typed = event.target.value; });
  if (asking) askBib();
  if (held === "reason" || held === "bib") at(held)?.focus();
}

function choose(name) {
  open = name;
  typed = "";
  asking = "";
}

function choose_and_show(name) {
  choose(name);
  place = desk.conflicts.findIndex((each) => each.name === name);
  list();
  const item = document.querySelector("#list .open");
  item?.querySelector("button").focus();
  item?.scrollIntoView({ block: "nearest" });
}

function askBib() {
  const found = current()?.answers.find((each) => each.key === asking.key);
  const form = bibField(found.label, { done: (bib) => send(asking.key, bib), cancel: leaveField });
  document.querySelector("#list .answers").before(form);
  at("bib").value = asking.bib ?? "";
}

function leaveField() {
  asking = "";
  list();
  document.querySelector("#list .open button")?.focus();
}

function answer(key) {
  const found = current()?.answers.find((each) => each.key === key);
  if (!found || busy || performance.now() - fresh < PAUSE) return;
  if (!found.asks_bib) {
    send(key, "");
    return;
  }
  asking = { key, bib: "" };
  list();
  at("bib").focus();
}

async function send(key, bib) {
  const conflict = current();
  const found = conflict?.answers.find((each) => each.key === key);
  if (!found || busy) return;
  busy = true;
  complain(null);
  try {
    const body = { conflict: conflict.name, answer: key, reason: typed, bib };
    const told = await ask("/api/settle", body);
    mine.push(told.records);
    say(`✓ ${conflict.bib || conflict.place}: ${found.asks_bib ? `it is ${bib.toUpperCase()}` : found.label}. u undoes it.`);
    fresh = performance.now();
    asking = "";
  } catch (refused) {
    complain(refused.what ? refused : { what: "This was not sent", do: "Press the key again; it counts once" });
  }
  busy = false;
  await read();
  if (!asking) document.querySelector("#list .open button")?.focus();
}

async function undo(records) {
  if (busy || !records?.length) return;
  busy = true;
  complain(null);
  try {
    await ask("/api/settle", { undo: records });
    const index = mine.findIndex((each) => each.join() === records.join());
    if (index >= 0) mine.splice(index, 1);
    say("↶ Undone: it is as it was before.");
  } catch (refused) {
    complain(refused.what ? refused : { what: "This was not sent", do: "Press u again; it counts once" });
  }
  busy = false;
  await read();
}

function move(by) {
  const index = Math.min(Math.max(place + by, 0), desk.conflicts.length - 1);
  if (desk.conflicts[index]) choose_and_show(desk.conflicts[index].name);
}

const KEYS = {
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  u: () => undo(mine.at(-1)), r: () => at("reason")?.focus(),
  d: () => document.querySelector('#list a[data-key="d"]')?.click(),
  "?": () => { at("help").open = !at("help").open; },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const field = event.target.closest?.("input");
  if (field) {
    if (event.key === "Escape") leaveField();
    else if (event.key === "Enter" && field.id === "reason") {
      event.preventDefault();
      document.querySelector("#list .open button")?.focus();
    }
    return;
  }
  const done = KEYS[event.key] ?? (current()?.answers.some((each) => each.key === event.key) && (() => answer(event.key)));
  if (done) {
    event.preventDefault();
    done();
  }
});
at("undo").addEventListener("click", () => undo(mine.at(-1)));

let waiting = 0;
const soon = () => { waiting ||= setTimeout(() => { waiting = 0; read(); }, 300); };
const channel = new EventSource("/live");
const live = (text, cut) => {
  at("lamp").textContent = text;
  at("lamp").classList.toggle("cut", cut);
};
for (const kind of ["change", "again"]) channel.addEventListener(kind, () => { live("live", false); soon(); });
channel.addEventListener("error", () => live("NOT LIVE: the camp node does not answer", true));
setInterval(read, 60_000); // a station falls silent without a word
