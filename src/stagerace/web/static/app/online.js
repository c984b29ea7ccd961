// The log of a phone that cannot keep one, for want of TLS or of a browser with keys: the camp node writes every record,
// and what it did not acknowledge is not recorded. The same interface as the log of log.js.

import { Server } from "./asking.js";
import { base64url, random } from "./bytes.js";
import { AppError } from "./errors.js";
import { keepPasses, keepWritten, readPasses, readWritten } from "./kept.js";
import { RaceClock } from "./race_clock.js";

const PASS = "StageRace-Pass";
const EVERY = 10_000;
/** How often a record is tried before a person is told to write it on paper, and how long apart [ms]. */
const TRIES = 3;
const APART = 1_000;

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
  #why;
  #server = new Server();
  #clock = new RaceClock();
  #kept;
  #written;
  #status = { reachable: null, last_contact: null, pending: 0, problem: null, refused: [] };
  #nonces = new Map();
  #running = null;
  #listeners = new Set();

  constructor(why) {
    this.#why = why;
    this.read();
  }

  get state() {
    const { place, grants } = this.#kept;
    const { device = "", role = "", label = "", race = "", log_id = "" } = this.#grant ?? {};
    const places = grants.map((grant) => grant.place);
    const [enrolled, tip] = [grants.length > 0, this.#written.length];
    return { enrolled, online_only: true, why: this.#why, device, node: "", role, place, places, label, race, log_id, tip };
  }

  get status() {
    return this.#status;
  }

  records = () => this.#written;

  /** The camp node's time, as this phone makes it of its own clock. */
  now = () => ({ wall: this.#clock.wall(), mono: Math.floor(performance.now()), segment: 0 });

  async enrol(code, label) {
    const token = new URLSearchParams(code.split("#")[1] ?? "").get("code") ?? code.trim();
    const told = await this.#server.post("/api/post/enrol", { token, label, nonce: this.#nonceFor(token) });
    const grants = [...this.#kept.grants.filter((grant) => grant.place !== told.place), told];
    this.#keep({ place: told.place, grants });
    await this.sync();
    return this.state;
  }

  /** Writes a record; resolves only when the camp node has it on its disk. */
  async write(body) {
    const told = await this.#send({ nonce: this.#nonceFor(JSON.stringify(body)), body });
    this.#nonces.delete(JSON.stringify(body));
    const { node, number, wall, tick } = told;
    const record = { node, number, wall, tick, kind: told.body.kind, body: told.body };
    this.#written = [...this.#written, record];
    keepWritten(this.#written);
    this.sync();
    this.#changed();
    return record;
  }

  async writeAll(bodies) {
    const records = [];
    for (const body of bodies) records.push(await this.write(body));
    return records;
  }

  async sync() {
    this.#running ??= this.#meet().finally(() => (this.#running = null));
    await this.#running;
    return this.#status;
  }

  onChange(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  async use(place) {
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
    return this.#kept.grants.find((grant) => grant.place === this.#kept.place);
  }

  #keep(kept) {
    this.#kept = kept;
    if (!keepPasses(kept))
      throw new AppError("storage", "this browser keeps nothing: the enrolment is lost on reload", "Leave the private window");
    this.#changed();
  }

  /** The nonce of one thing to be said, the same until it was answered: a lost answer doubles nothing. */
  #nonceFor(said) {
    if (!this.#nonces.has(said)) this.#nonces.set(said, base64url(random(16)));
    return this.#nonces.get(said);
  }

  async #send(told) {
    if (!this.#grant) throw new AppError("not_enrolled", "not recorded: this phone is not enrolled", "Enrol it with a new code");
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#server.post("/api/post/record", told, { [PASS]: this.#grant.pass });
      } catch (error) {
        if (error.code !== "no_connection") throw error;
        this.#tell({ reachable: false });
        if (tried === TRIES) throw new AppError("not_recorded", "not recorded: no connection", "Write it on paper");
        await new Promise((resolve) => setTimeout(resolve, APART));
      }
    }
  }

  async #meet() {
    if (!this.#grant) return;
    try {
      await this.#clock.meet(this.#server);
      this.pack = await this.#server.get(`/api/post?place=${encodeURIComponent(this.#kept.place)}`, { [PASS]: this.#grant.pass });
      this.#tell({ reachable: true, last_contact: this.now().wall, problem: null });
    } catch ({ code = "failed", what, todo = "", message }) {
      this.#tell({ reachable: code !== "no_connection", problem: { code, what: what ?? message, todo } });
    }
  }

  #tell(news) {
    this.#status = { ...this.#status, ...news };
    this.#changed();
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}
