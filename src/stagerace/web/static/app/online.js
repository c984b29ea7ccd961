// The log of a phone that cannot keep one, for want of TLS or of a browser with keys: the camp node writes every record,
// and what it did not acknowledge is not recorded. The same interface as the log of log.js.

import { Server, tokenIn } from "./asking.js";
import { AppError, notFor } from "./errors.js";
import { enrolling, keepPasses, keepWritten, readPasses, readWritten } from "./kept.js";
import { PassingOn, passOf } from "./passing_on.js";
import { RaceClock } from "./race_clock.js";
import { byTurns } from "./turns.js";

const EVERY = 10_000;

/** Opens it; `why` is no_tls, no_storage or no_keys. */
export async function openOnline(why) {
  const log = new OnlineLog(why);
  addEventListener("online", () => log.sync());
  addEventListener("storage", () => log.read());
  document.addEventListener("visibilitychange", () => document.hidden || log.sync());
  setInterval(() => document.hidden || log.sync(), EVERY);
  log.sync();
  return log;
}

class OnlineLog {
  pack = null;
  status = { reachable: null, last_contact: null, pending: 0, problem: null, refused: [] };
  #why;
  #server = new Server();
  #clock = new RaceClock();
  #kept;
  #written;
  #passingOn = new PassingOn(this.#server);
  #byTurns = byTurns(() => this.#meet());
  #listeners = new Set();

  constructor(why) {
    this.#why = why;
    this.read();
  }

  get state() {
    const { device = "", role = "", label = "", race = "", log_id = "" } = this.#grant ?? {};
    const { place, grants } = this.#kept;
    const me = { enrolled: grants.length > 0, device, node: "", role, place, places: grants.map((each) => each.place) };
    return { ...me, online_only: true, why: this.#why, label, race, log_id, tip: this.#written.length };
  }

  records = () => this.#written;

  /** The camp node's time, as this phone makes it of its own clock. */
  now = () => ({ wall: this.#clock.wall(), mono: Math.floor(performance.now()), segment: 0 });

  async enrol(code, label) {
    const told = await this.#server.post("/api/post/enrol", enrolling(tokenIn(code), label));
    const others = this.#kept.grants.filter(({ place }) => place !== told.place);
    this.#keep({ place: told.place, grants: [...others, told] });
    await this.sync();
    return this.state;
  }

  /** Writes a record; resolves only when the camp node has it on its disk. */
  async write(body) {
    const told = await this.#send(body);
    const record = { ...told, kind: told.body.kind };
    this.#written = [...this.#written, record];
    keepWritten(this.#written);
    this.sync();
    this.#changed();
    return record;
  }

  /** Writes records one after the other: what comes before one that fails stays. */
  async writeAll(bodies) {
    const records = [];
    for (const body of bodies) records.push(await this.write(body));
    return records;
  }

  /** Hands over boxes that only named people open; fails where the camp node did not take them. */
  confide = (told) => this.#server.post("/api/confide", told, this.#grant && passOf(this.#grant));

  /** Meets the camp node, so that it tells what it knew when this was asked, or later; the status after it. */
  async sync() {
    await this.#byTurns();
    return this.status;
  }

  onChange(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  async use(place) {
    if (!this.state.places.includes(place)) throw notFor(place);
    this.#keep({ ...this.#kept, place });
    this.pack = null;
    await this.sync();
  }

  /** Reads again what the browser keeps: another window may have changed it. */
  read() {
    this.#kept = readPasses();
    this.#written = readWritten();
    this.#changed();
  }

  get #grant() {
    return this.#kept.grants.find(({ place }) => place === this.#kept.place);
  }

  #keep(kept) {
    this.#kept = kept;
    if (!keepPasses(kept))
      throw new AppError("storage", "this browser keeps nothing: the enrolment is lost on reload", "Leave the private window");
    this.#changed();
  }

  async #send(body) {
    try {
      return await this.#passingOn.write(this.#grant, body);
    } catch (error) {
      if (error.code === "not_recorded") this.#tell({ reachable: false });
      throw error;
    }
  }

  async #meet() {
    if (!this.#grant) return;
    try {
      await this.#clock.meet(this.#server);
      this.pack = (await this.#server.get(this.#packAsked(), passOf(this.#grant))) ?? this.pack;
      this.#tell({ reachable: true, last_contact: this.now().wall, problem: null });
    } catch ({ code = "failed", what, todo = "", message }) {
      this.#tell({ reachable: code !== "no_connection", problem: { code, what: what ?? message, todo } });
    }
  }

  #packAsked() {
    const since = this.pack?.place === this.#kept.place ? `&since=${this.pack.node}:${this.pack.position}` : "";
    return `/api/post?place=${encodeURIComponent(this.#kept.place)}${since}`;
  }

  #tell(news) {
    this.status = { ...this.status, ...news };
    this.#changed();
  }

  #changed = () => this.#listeners.forEach((listener) => listener());
}
