// This phone's two clocks, looked at together: when they part, as they do when one is set or sleeps, a segment ends.

import { asked, inOne } from "./database.js";

/** How far the wall clock may move against the monotonic one before neither can be trusted through it [ms]. */
export const JUMP = 250;
/** Besides, one millisecond in so many. */
export const SLIP = 50_000;
/** How many segments are set aside at once, so that a new one can begin without waiting for the storage. */
const BLOCK = 64;
const LOOK_EVERY = 2_000;
/** How far the time of a demo may part from what this phone makes of it before it is taken over anew, at rate 1 [ms]. */
const ADRIFT = 2_000;

/** Whether the two clocks went on together between two moments. */
export function goesOn(before, later) {
  const parted = later.wall - later.mono - (before.wall - before.mono);
  return Math.abs(parted) <= JUMP + Math.floor(Math.abs(later.mono - before.mono) / SLIP);
}

/** A later moment: in a new segment where the clocks parted. */
export function nextMoment(before, wall, mono) {
  const later = { wall, mono, segment: before.segment };
  if (!goesOn(before, later) || mono < before.mono) later.segment += 1;
  return later;
}

/** The clocks of a phone in a demo, which run `rate` times as fast from a moment on: {rate, race, wall}. */
const stretched = (since, now, rate) => Math.floor((now - since) * rate);

/** Both clocks at one moment: a program that is put aside between the two looks takes them for parted, and looks again. */
function lookedTogether(tries = 5) {
  const before = performance.now();
  const wall = Date.now();
  const mono = performance.now();
  return mono - before < 1 || tries === 0 ? [wall, mono] : lookedTogether(tries - 1);
}

export class OwnClock {
  #database;
  #last;
  #top;
  #warp;
  #reserving = false;

  /** Opens the clock: every start of the app, and every window of it, begins segments of its own. */
  static async open(database) {
    const clock = new OwnClock();
    clock.#database = database;
    // A phone that is full still starts: until there is room, its segments cannot be known.
    const set = await reserve(database).catch(() => null);
    clock.#warp = set?.warp ?? null;
    clock.#begin(set?.first ?? 0);
    if (!set) clock.#top = -1;
    setInterval(() => clock.now(), LOOK_EVERY);
    return clock;
  }

  /** What both clocks say now {wall, mono, segment}, in whole milliseconds. */
  now() {
    const { wall, mono } = this.#read();
    this.#last = nextMoment(this.#last, wall, mono);
    if (this.#last.segment > this.#top - BLOCK / 2) this.#reserveMore();
    // Only a clock that parts over and over gets past what was set aside: 0 says that it cannot be known.
    return { ...this.#last, segment: this.#last.segment > this.#top ? 0 : this.#last.segment };
  }

  /** Begins a new segment: the phone goes on under another name. */
  part() {
    this.#last = { ...this.#last, segment: this.#last.segment + 1 };
  }

  /** In a demo the race runs `rate` times as fast as the day: then so do the clocks of this phone. */
  async follow(rate, race) {
    const isRight = rate === 1 || Math.abs(race - this.#read().wall) < rate * ADRIFT;
    if (rate === (this.#warp?.rate ?? 1) && isRight) return;
    this.#warp = rate === 1 ? null : { rate, race, wall: Date.now() };
    this.#last = { ...this.#read(), segment: this.#last.segment + 1 };
    await inOne(this.#database, "readwrite", ({ self }) => asked(self.put(this.#warp, "warp")));
  }

  #read() {
    const [wall, mono] = lookedTogether();
    const warp = this.#warp;
    if (!warp) return { wall, mono: Math.floor(mono) };
    return { wall: warp.race + stretched(warp.wall, wall, warp.rate), mono: stretched(0, mono, warp.rate) };
  }

  #begin(first) {
    this.#top = first + BLOCK - 1;
    this.#last = { ...this.#read(), segment: first };
  }

  #reserveMore() {
    if (this.#reserving) return;
    this.#reserving = true;
    reserve(this.#database)
      .then(({ first }) => this.#begin(first))
      .catch(() => {})
      .finally(() => (this.#reserving = false));
  }
}

/** Sets segments aside in the storage, so that no start and no window ever uses one twice; the first of them. */
function reserve(database) {
  return inOne(database, "readwrite", async ({ self }) => {
    const top = (await asked(self.get("segments"))) ?? 0;
    await asked(self.put(top + BLOCK, "segments"));
    return { first: top + 1, warp: await asked(self.get("warp")) };
  });
}
