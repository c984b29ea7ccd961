// Everything this device must be able to do before it goes into the desert, each looked at and judged.
import { errorOf } from "./contact.js";
import { canShake, canSound } from "./sounds.js";
import { HOUR, MINUTE } from "./times.js";

/** Lamps as {name, state, value}: `good`, `poor`, `bad`, or `blank` where the browser does not tell. */
export async function lampsOf(app) {
  const looked = [
    contact,
    clock,
    place,
    secure,
    offline,
    newest,
    installed,
    persisted,
    room,
    battery,
    sound,
    shaking,
    awake,
    camera,
  ];
  return Promise.all(looked.map(async (look) => ({ name: look.name, ...(await look(app)) })));
}

const ROOM = 50 * 1024 * 1024;
const lamp = (state, value = {}) => ({ state, value });
const judged = (isGood) => lamp(isGood ? "good" : "bad");

async function contact(app) {
  const { last_contact: last } = app.log.status;
  if (!last) return lamp("bad");
  const age = app.now() - last;
  return lamp(age < 2 * MINUTE ? "good" : age < 12 * HOUR ? "poor" : "bad", { ago: age });
}

async function clock(app) {
  const anchor = app.log.records().findLast(({ body }) => body.kind === "clock_anchor")?.body;
  if (!anchor) return app.log.state.online_only ? lamp("good", { online: true }) : lamp("bad");
  const within = errorOf(anchor);
  const [age, segment] = [app.now() - anchor.heard_at, app.moment().segment];
  const isFresh = age < 12 * HOUR && anchor.segment === segment && within <= 1000;
  return lamp(isFresh ? "good" : "poor", { ago: age, within });
}

async function place(app) {
  return judged(app.log.state.place && app.view().pack);
}

async function secure() {
  return judged(isSecureContext);
}

async function offline() {
  const registration = await navigator.serviceWorker?.getRegistration("/app/").catch(() => null);
  return judged(registration?.active);
}

async function newest(app) {
  return lamp(app.newer ? "poor" : "good");
}

async function installed() {
  return lamp(matchMedia("(display-mode: standalone)").matches || navigator.standalone ? "good" : "poor");
}

async function persisted() {
  if (!navigator.storage?.persisted) return lamp("bad");
  return judged(await navigator.storage.persisted());
}

async function room() {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  if (!told?.quota) return lamp("blank");
  const left = told.quota - told.usage;
  return lamp(left > ROOM ? "good" : left > ROOM / 5 ? "poor" : "bad", { megabytes: Math.floor(left / 1024 / 1024) });
}

async function battery() {
  const told = await navigator.getBattery?.().catch(() => null);
  if (!told) return lamp("blank");
  const percent = Math.round(told.level * 100);
  const state = told.charging || percent >= 40 ? "good" : percent >= 15 ? "poor" : "bad";
  return lamp(state, { percent, charging: told.charging });
}

async function sound() {
  return lamp(canSound() ? "good" : "poor");
}

async function shaking() {
  return lamp(canShake() ? "good" : "blank");
}

async function awake(app) {
  return lamp(app.awake() ? "good" : "wakeLock" in navigator ? "poor" : "blank");
}

async function camera() {
  if (!navigator.mediaDevices) return lamp("bad");
  const found = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  return lamp(found.some(({ kind }) => kind === "videoinput") ? "good" : "poor");
}
