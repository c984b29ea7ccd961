// Meeting the camp node: by itself, again and again, one window at a time; nothing that is recorded waits for it.

import { carryAll, heed } from "./carrying.js";
import { meetClock } from "./contact.js";
import { AppError } from "./errors.js";

/** How long to wait after a meeting that failed, the longest from then on [ms]. */
const WAITS = [5_000, 15_000, 30_000, 60_000];
/** How often to meet while all is well [ms]. */
const EVERY = 15_000;
/** How soon after a record was written to hand it over, and how often at most [ms]. */
const SOON = 50;
const APART = 500;
const LOCK = "stagerace sync";
/** What a role is answered that asks for what it may not have. */
const NOT_FOR_THIS_ROLE = 403;
const NO_PACK = Symbol("no pack");

export class Syncing {
  status = { reachable: null, last_contact: null, problem: null, refused: [] };
  #book;
  #server;
  #clock;
  #onChange;
  #timer = 0;
  #due = Infinity;
  #running = null;
  #wanted = false;
  #wantsLook = true;
  #began = -Infinity;
  #looked = -Infinity;
  #failures = 0;

  constructor(book, server, clock, onChange) {
    this.#book = book;
    this.#server = server;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** From now on meets whenever there may be something new. */
  start() {
    addEventListener("online", () => this.look());
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    this.look();
  }

  /**
   * Shortly hands over what was written until then, or right after the meeting that is going on. After one that failed
   * it waits its turn: else a keypad in use would knock all the time.
   */
  soon() {
    this.#wanted = true;
    if (!this.#running && !this.#failures) this.#planSoon();
  }

  /** Shortly learns what the camp node knows and what its clock says. */
  look() {
    this.#wanted = this.#wantsLook = true;
    if (!this.#running) this.#planSoon();
  }

  /** Does so now, after the meeting that is going on; the status after it. */
  async now() {
    this.#wantsLook = true;
    if (this.#running) await this.#running;
    if (this.#wantsLook) this.#start();
    await this.#running;
    return this.status;
  }

  #start() {
    this.#running ??= this.#meet().finally(() => this.#ended());
    return this.#running;
  }

  #planSoon = () => this.#plan(Math.max(SOON, APART - (performance.now() - this.#began)));

  #plan(wait) {
    const due = performance.now() + wait;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#start(), wait);
  }

  #ended() {
    this.#running = null;
    clearTimeout(this.#timer);
    this.#due = Infinity;
    const wait = this.#failures ? WAITS[Math.min(this.#failures, WAITS.length) - 1] : EVERY;
    this.#plan(this.#wanted && !this.#failures ? APART : wait);
    this.#onChange();
  }

  async #meet() {
    this.#began = performance.now();
    // Handing over comes first and often; the rest in its own time, or what is typed would wait for it.
    const looks = this.#wantsLook || !this.#wanted || this.#began - this.#looked > EVERY;
    this.#wanted = this.#wantsLook = false;
    if (!this.#book.me) return;
    await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock && this.#tryToMeet(looks));
  }

  async #tryToMeet(looks) {
    try {
      // Another window may have met the camp node since: what it handed over must not look like news from there.
      await this.#book.refresh();
      const refused = await this.#exchange(looks);
      this.#failures = 0;
      this.status = { reachable: true, last_contact: this.#clock.now().wall, problem: null, refused };
    } catch (error) {
      this.#failures += 1;
      const problem = error instanceof AppError ? error : new AppError("failed", String(error));
      const { code, what, todo } = problem;
      this.status = { ...this.status, reachable: code !== "no_connection", problem: { code, what, todo } };
    }
    this.#book.tell({ status: this.status });
  }

  async #exchange(looks) {
    const refused = await this.#carry();
    if (!looks) return refused;
    const pack = await this.#fetchPack();
    this.#looked = performance.now();
    if (!pack) return refused;
    if (await heed(this.#book, pack.marked, this.#wall())) this.#clock.part();
    const last = this.#book.rows.findLast((row) => row.node === this.#book.tip.node && row.kind === "clock_anchor");
    const anchor = await meetClock(this.#server, this.#clock, pack.node, last?.body);
    if (anchor) await this.#book.write([anchor], this.#wall());
    return [...refused, ...(await this.#carry())];
  }

  async #carry() {
    const before = this.#book.tip.node;
    const refused = await carryAll(this.#book, this.#server, () => this.#wall(), this.#onChange);
    if (this.#book.tip.node !== before) this.#clock.part();
    return refused;
  }

  /** The pack of the place in use; null for a device that keeps no times, and still says when something happened. */
  async #fetchPack() {
    const { place } = this.#book.me;
    const last = await this.#book.kept(`pack ${place}`);
    const asked = [place && `place=${encodeURIComponent(place)}`, last && `since=${last.node}:${last.position}`].filter(Boolean);
    const fresh = await this.#server.get(`/api/post${asked.length ? `?${asked.join("&")}` : ""}`).catch(noneForThisRole);
    if (fresh === NO_PACK) return null;
    if (fresh) await this.#book.keep(`pack ${place}`, () => fresh);
    return fresh ?? last;
  }

  #wall = () => this.#clock.now().wall;
}

function noneForThisRole(error) {
  if (error.status !== NOT_FOR_THIS_ROLE) throw error;
  return NO_PACK;
}
