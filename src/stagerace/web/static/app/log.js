// The log of this phone as the screens see it: state, write, records, pack, status, sync. `openLog` makes it.

import { Server, tokenIn } from "./asking.js";
import { OwnClock } from "./clock.js";
import { notFor, storageLost } from "./errors.js";
import { ownKeys, publicKeys, whyNoKeys } from "./keys.js";
import { Notebook } from "./notebook.js";
import { openOnline } from "./online.js";
import { Syncing } from "./sync.js";

/**
 * Opens the log of this phone: one that is kept here and works without any network, or, where this browser cannot keep
 * one, one that writes only while the camp node answers; `state.online_only` tells which, `state.why` why.
 */
export async function openLog() {
  const why = await whyNoKeys();
  return why ? openOnline(why) : OwnLog.open();
}

class OwnLog {
  #book;
  #clock;
  #syncing;
  #server;
  #listeners = new Set();
  #pack = null;

  static async open() {
    const log = new OwnLog();
    log.#book = await Notebook.open((news) => log.#heardNews(news));
    log.#clock = await OwnClock.open(log.#book.database);
    log.#server = new Server(() => log.#signer());
    log.#syncing = new Syncing(log.#book, log.#server, log.#clock, () => log.#heardNews());
    await log.#heardNews();
    log.#syncing.start();
    return log;
  }

  /** Who this phone is in the race. */
  get state() {
    const { me, tip } = this.#book;
    const places = [...new Set((me?.grants ?? []).map((grant) => grant.place).filter(Boolean))];
    return {
      enrolled: me !== null,
      online_only: false,
      why: "",
      device: me?.device ?? "",
      node: tip?.node ?? "",
      role: this.#grant()?.role ?? "",
      place: me?.place ?? "",
      places,
      label: me?.label ?? "",
      race: me?.race ?? "",
      log_id: me?.log_id ?? "",
      tip: tip?.number ?? 0,
    };
  }

  /** {reachable, last_contact, pending, problem: {code, what, todo} or null, refused: words}. */
  get status() {
    const { status } = this.#syncing;
    const problem = this.#book.isLost ? { ...storageLost } : status.problem;
    return { ...status, problem, pending: this.#book.pending };
  }

  /** The last that the camp node told of the place in use; null where it told nothing yet. */
  get pack() {
    return this.#pack;
  }

  /** What the clocks of this phone say now {wall, mono, segment}. */
  now = () => this.#clock.now();

  /** This phone's own records in order: {node, number, wall, tick, kind, body}. */
  records = () => this.#book.rows;

  /** Has this phone taken in by a code, for a place more where it is in the race already. */
  async enrol(code, label) {
    navigator.storage?.persist?.().catch(() => {});
    const keys = await ownKeys(this.#book.database);
    const told = await new Server().post("/api/enrol", { token: tokenIn(code), ...publicKeys(keys), label });
    await this.#book.takeIn(told, label, this.#clock.now().wall);
    await this.#heardNews();
    this.#syncing.look();
    return this.state;
  }

  /** Writes a record; resolves with {node, number, wall, tick, body} only once it is on this phone's disk. */
  write = async (body) => (await this.writeAll([body]))[0];

  /** Writes records in one piece: all of them or none. */
  async writeAll(bodies) {
    if (!bodies.every((body) => typeof body?.kind === "string")) throw new TypeError("a record has a kind");
    const rows = await this.#book.write(bodies, this.#clock.now().wall);
    this.#syncing.soon();
    this.#changed();
    return rows;
  }

  /** Meets the camp node now. */
  sync = () => this.#syncing.now();

  /** Calls `fn` after every change of state, records, pack or status; returns what ends that. */
  onChange(fn) {
    this.#listeners.add(fn);
    return () => this.#listeners.delete(fn);
  }

  /** Keeps another place from here on. */
  async use(place) {
    const grants = this.#book.me?.grants ?? [];
    if (!grants.some((grant) => !grant.place || grant.place === place)) throw notFor(place);
    await this.#book.keep("me", (me) => ({ ...me, place }));
    await this.#heardNews();
    this.#syncing.look();
  }

  #grant() {
    const { grants = [], place = "" } = this.#book.me ?? {};
    return grants.find((grant) => grant.place === place) ?? grants.find((grant) => !grant.place);
  }

  #signer() {
    const { me, keys } = this.#book;
    return me && keys ? { device: me.device, log_id: me.log_id, keys } : null;
  }

  /** Takes in what another window of the app, or this one, has changed. */
  async #heardNews(news) {
    if (news?.status) this.#syncing.status = news.status;
    if (news === "wrote") this.#syncing.soon();
    if (!this.#book.isLost) this.#pack = await this.#book.kept(`pack ${this.#book.me?.place ?? ""}`);
    this.#changed();
  }

  #changed() {
    for (const listener of this.#listeners) listener();
  }
}
