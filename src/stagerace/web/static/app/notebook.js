// Everything this phone keeps: its own records and what it knows of itself, in the storage and for reading in memory.

import { asked, after, inOne, openDatabase } from "./database.js";
import { AppError, storageLost } from "./errors.js";
import { append, begin, bodyOf, goOnAsNew } from "./writing.js";

const NEWS = "stagerace notebook";

export class Notebook {
  me = null;
  tip = null;
  held = {};
  keys = null;
  isLost = false;
  #rows = [];
  #onNews;
  #channel = new BroadcastChannel(NEWS);

  /** Opens it; `onNews` is called with what another window of the app did, or when the storage was lost. */
  static async open(onNews) {
    const book = new Notebook();
    book.#onNews = onNews;
    book.database = await openDatabase(() => book.#lose());
    await book.refresh();
    book.#channel.onmessage = ({ data }) => book.refresh().then(() => onNews(data), () => book.#lose());
    return book;
  }

  /** This phone's records in order, without those that were written again under another name. */
  get rows() {
    return this.#rows;
  }

  /** Takes in what other windows of the app wrote. */
  async refresh() {
    const seen = await inOne(this.database, "readonly", async ({ records, self }) => {
      const [me, tip, held, keys] = await Promise.all(["me", "tip", "held", "keys"].map((key) => asked(self.get(key))));
      const isSame = me && String(me.nodes) === String(this.me?.nodes);
      const from = (node) => (isSame && node === tip.node ? (this.tip?.number ?? 0) : 0);
      const nodes = isSame ? [tip.node] : (me?.nodes ?? []);
      const rows = await Promise.all(nodes.map((node) => asked(records.getAll(after(node, from(node))))));
      return { me, tip, held, keys, rows: rows.flat(), isSame };
    });
    const fresh = seen.rows.filter((row) => !row.again).map(asRead);
    this.#rows = seen.isSame ? merged(this.#rows, fresh) : fresh;
    Object.assign(this, { me: seen.me ?? null, tip: seen.tip ?? null, held: seen.held ?? {}, keys: seen.keys ?? null });
  }

  /** Writes records; resolves with their rows once they are on the disk. */
  async write(bodies, wall) {
    this.#mustBeThere();
    const rows = await inOne(this.database, "readwrite", (stores) => append(stores, bodies, wall));
    const isNext = rows[0]?.node === this.tip?.node && rows[0]?.number === this.tip.number + 1;
    if (isNext) {
      const { node, number, chain, wall, tick } = rows.at(-1);
      this.tip = { node, number, chain, wall, tick };
      this.#rows = merged(this.#rows, rows.map(asRead));
    } else if (rows.length) await this.refresh();
    this.tell("wrote");
    return rows.map(asRead);
  }

  /** Notes that this phone was taken in; in a race that is new to it, it begins as a new node. */
  async takeIn(told, label, wall) {
    const pending = this.pending;
    await inOne(this.database, "readwrite", async (stores) => {
      const before = await asked(stores.self.get("me"));
      const grant = { role: told.role, place: told.place };
      if (before?.log_id === told.log_id) {
        const grants = [...before.grants.filter((each) => each.place !== grant.place), grant];
        return asked(stores.self.put({ ...before, grants, place: grant.place || before.place }, "me"));
      }
      if (pending) throw unsent(pending, before.race);
      const node = await begin(stores, label, told.device, wall);
      const { log_id, race, root, device } = told;
      await asked(stores.self.put({}, "held"));
      const me = { log_id, race, root, device, label, place: grant.place, grants: [grant], nodes: [node] };
      return asked(stores.self.put(me, "me"));
    });
    await this.#renewed();
  }

  /** Goes on as a new node, as `goOnAsNew`. */
  async goOn(why, wall) {
    await inOne(this.database, "readwrite", (stores) => goOnAsNew(stores, why, wall));
    this.tip = this.me = null;
    await this.#renewed();
  }

  /** Changes what is kept under a key: `me`, `held`, the last pack of a place. */
  async keep(key, change) {
    this.#mustBeThere();
    const value = await inOne(this.database, "readwrite", async ({ self }) => {
      const next = change(await asked(self.get(key)));
      await asked(self.put(next, key));
      return next;
    });
    if (key === "me" || key === "held") this[key] = value;
    this.tell(key);
    return value;
  }

  /** What is kept under a key; null where nothing is. */
  async kept(key) {
    return (await inOne(this.database, "readonly", ({ self }) => asked(self.get(key)))) ?? null;
  }

  /** Tells the other windows of the app. */
  tell = (news) => this.#channel.postMessage(news);

  /** How many records no camp node has yet, as far as is known. */
  get pending() {
    return this.#rows.filter((row) => row.number > (this.held[row.node] ?? 0)).length;
  }

  async #renewed() {
    await this.refresh();
    this.tell("renewed");
  }

  #mustBeThere() {
    if (this.isLost) throw new AppError(storageLost.code, storageLost.what, storageLost.todo);
  }

  #lose() {
    this.isLost = true;
    this.#onNews("lost");
  }
}

const unsent = (pending, race) =>
  new AppError("other_race", `this phone holds ${pending} records of ${race} that no camp node has`, "Send them there first");

const asRead = (row) => ({ ...row, body: bodyOf(row) });

function merged(rows, fresh) {
  const last = rows.at(-1);
  return [...rows, ...fresh.filter((row) => !last || row.node !== last.node || row.number > last.number)];
}
