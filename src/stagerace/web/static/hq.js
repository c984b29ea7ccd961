// Headquarters kept true: everything is asked anew when the watch looked, and only what changed is drawn.
import { alertList, isWaiting } from "/static/hq_alerts.js";
import { ask } from "/static/hq_ask.js";
import { headCount } from "/static/hq_count.js";
import { map } from "/static/hq_map.js";
import { closing, corners, isTapping, order, orderForms, setCorners } from "/static/hq_orders.js";
import { checkpoints, dangers, incidents } from "/static/hq_places.js";
import { profile } from "/static/hq_profile.js";
import { find, runnerTable } from "/static/hq_runners.js";
import { words } from "/static/hq_svg.js";
import { clock, km, now, sayAge, setClock } from "/static/hq_words.js";

const at = (id) => document.getElementById(id);
const page = at("hq");
const PATIENCE = 5_000;
const OWN = 3; // an alert about so few is their own; a storm, or a silent station, is everybody's
let hq = null;
let ground = null;
let mark = "";
let alerted = new Set();
let where = null; // what says where on Earth a press on the map was
let drawn = {}; // what each part was last made from

const tellAlerts = alertList(at("alert-list"), async (alert, answer, reason) => {
  const taken = await order("answer", { alert, answer, reason }, `Answered: ${answer.replace("_", " ")}.`);
  if (taken) read();
  return taken;
});
const tellRunners = runnerTable(at("runners"));

function lamp(text, cut) {
  at("lamp").textContent = text;
  at("lamp").classList.toggle("cut", cut);
  document.body.classList.toggle("stale", cut);
}

let reading = false;
let again = false;
/** Asks for everything; what is asked meanwhile is asked once more after it. */
async function read() {
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  try {
    const answer = await ask("/api/hq", null, mark && { "if-none-match": mark });
    mark = answer.mark;
    if (answer.told) await tell(answer.told);
    lamp("live", false);
  } catch (refused) {
    lamp(`NOT LIVE: ${refused.what ?? "this page made a mistake"}. What is shown is old`, true);
    if (!refused.what) throw refused;
  } finally {
    reading = false;
  }
  if (again) {
    again = false;
    read();
  }
}

async function tell(told) {
  if (told.stage !== Number(page.dataset.stage)) {
    location.reload();
    return;
  }
  ground ??= (await ask(`/api/hq/ground?stage=${told.stage}`)).told;
  hq = told;
  alerted = new Set(hq.alerts.filter((each) => each.state !== "dismissed" && each.bibs.length <= OWN).flatMap((each) => each.bibs));
  const open = hq.alerts.filter(isWaiting).length;
  at("open-alerts").textContent = open || "";
  document.title = `${open ? `(${open}) ` : ""}${document.title.replace(/^\(\d+\) /, "")}`;
  at("no-alerts").hidden = hq.alerts.length > 0;
  anew("alarms", hq.alarms, () => hq.alarms.map((text) => Object.assign(document.createElement("p"), { className: "alarm", textContent: `Alarm: ${text}` })));
  anew("head-count", hq.count, () => headCount(hq.count));
  tellAlerts(hq.alerts);
  const may = "orders" in page.dataset;
  anew("place-list", hq.checkpoints, () => checkpoints(hq.checkpoints));
  anew("incident-list", hq.incidents, () => incidents(hq.incidents));
  anew("danger-list", [hq.zones, hq.holds], () => dangers(hq.zones, hq.holds, may, end));
  if (at("left-open")) at("left-open").textContent = hq.left_open.map((each) => `Stage ${each.stage} is still open.`).join(" ");
  if (at("closing")) anew("closing", [hq.closing, hq.left_open], () => closing(hq.closing, hq.left_open, clock, close));
  tellRunners(hq, alerted);
  find(at("runners"), at("find").value);
  drawAll();
  tick();
}

/** Makes a part anew where what it shows has changed and nobody's keyboard is in it. */
function anew(id, of, make) {
  const said = JSON.stringify(of);
  if (drawn[id] === said) return;
  drawn[id] = said;
  const held = at(id).contains(document.activeElement) ? document.activeElement : null;
  const name = held?.getAttribute("aria-label") ?? held?.getAttribute("href");
  at(id).replaceChildren(...make());
  if (name) at(id).querySelector(`[aria-label="${CSS.escape(name)}"], [href="${CSS.escape(name)}"]`)?.focus({ preventScroll: true });
}

async function close(stage) {
  if (await order("close", { stage: String(stage) }, `Stage ${stage} is closed.`)) read();
}

async function end(name, fields) {
  if (await order(name, fields, name === "hold" ? "The hold is released." : "The danger is over.")) read();
}

function drawAll() {
  if (!hq || !ground) return;
  const wide = at("profile").clientWidth;
  at("profile").replaceChildren(profile(ground, hq, alerted, wide));
  at("no-map").hidden = ground.line.length > 1;
  at("map").hidden = ground.line.length < 2;
  if (at("tapping")) at("tapping").hidden = ground.line.length < 2;
  if (ground.line.length < 2) return;
  const made = map(ground, hq, alerted, wide, corners);
  at("map").replaceChildren(made.node);
  where = made.where;
}

for (const id of ["profile", "map"]) {
  at(id).addEventListener("click", (event) => {
    const bib = event.target.dataset?.bib;
    if (id === "map" && isTapping()) {
      const box = at("map").querySelector("svg").getBoundingClientRect();
      setCorners([...corners, where(event.clientX - box.left, event.clientY - box.top)], drawAll);
    } else if (bib) {
      const each = hq.runners.find((runner) => runner.bib === bib);
      at("said").textContent = words(each, hq.names[bib], km, sayAge);
    }
  });
}

/** What grows by itself: ages and the clock. */
function tick() {
  at("clock").textContent = `race clock ${clock(now())}`;
  for (const each of document.querySelectorAll("[data-age]")) {
    const said = sayAge(Number(each.dataset.age));
    if (each.textContent !== said) each.textContent = said;
  }
}

let waiting = 0;
const soon = () => { waiting ||= setTimeout(() => { waiting = 0; read(); }, 50); };

function listen() {
  const channel = new EventSource("/api/hq/live");
  channel.addEventListener("look", soon);
  channel.addEventListener("clock", (event) => {
    setClock(JSON.parse(event.data));
    tick();
  });
  channel.addEventListener("error", () => {
    const isRefused = channel.readyState === EventSource.CLOSED;
    lamp(`NOT LIVE: ${isRefused ? "the camp node sends nothing; is your login over?" : "the camp node does not answer"}. What is shown is old`, true);
    // A browser comes back by itself after a line that broke, and never after a refusal.
    if (isRefused) setTimeout(listen, PATIENCE);
  });
}

at("find").addEventListener("input", () => find(at("runners"), at("find").value));
orderForms(read, drawAll);
addEventListener("resize", drawAll);
setInterval(tick, 5_000);
setInterval(read, 15_000); // should the line be silent for whatever reason
listen();
read();
