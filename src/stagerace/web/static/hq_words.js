// How headquarters says times, ages and kilometres, by the clock of the race.
import { wallClock } from "/static/board_words.js";

const MINUTE = 60_000;
const page = document.getElementById("hq");
const wall = page ? wallClock(page.dataset.zone, Number(page.dataset.start)) : () => "";
let told = { now: Number(page?.dataset.now), rate: Number(page?.dataset.rate ?? 1), at: performance.now() };

/** Set the camp's clock: its time now, and how fast it runs. */
export function setClock({ now, rate }) {
  told = { now, rate, at: performance.now() };
}

/** The instant at the race. */
export const now = () => told.now + (performance.now() - told.at) * told.rate;

/** A time as hours and minutes; `+1` on the day after the stage's start. */
export const clock = (at) => (at === null || at === undefined ? "" : wall(at).replace(/^(\d\d:\d\d):\d\d/, "$1"));

/** How long ago, or how long until, in a few words. */
export function sayAge(at) {
  const age = now() - at;
  const minutes = Math.floor(Math.abs(age) / MINUTE);
  if (minutes < 1) return age >= 0 ? "just now" : "in less than a minute";
  const hours = Math.floor(minutes / 60);
  const long = hours > 47 ? `${Math.floor(hours / 24)} days` : [hours && `${hours} h`, minutes % 60 && `${minutes % 60} min`].filter(Boolean).join(" ");
  return age >= 0 ? `${long} ago` : `in ${long}`;
}

/** Kilometres with one digit. */
export const km = (metres) => (metres / 1000).toFixed(1);

/** A place as people say it. */
export const place = (name) => (name.endsWith("START") ? "Start" : name.endsWith("FINISH") ? "Finish" : name);
