// What happens at the keypad: keys come in, passings and names go out, and what came of each is told.
import { EMPTY, cleared, deleted, readied, tasked, turned, typed } from "./entry.js";
import { Leaving, asking, goesOn } from "./leaving.js";
import { renaming, unnamed } from "./naming.js";
import { isRead } from "./passings.js";
import { nextWay, verdictOf } from "./verdict.js";
import { language } from "./words.js";

/** How long a write may take before it is said that it is not kept yet [ms]. */
const SLOW = 300;
/** How long after a number was recorded an Enter on nothing is a key that bounced [ms]. */
const BOUNCE = 700;

export class Typing {
  #app;
  #skipped = new Set();
  #busy = new Set();
  #recorded = -Infinity;
  #leaving = new Leaving();
  entry = EMPTY;
  result = null;

  constructor(app) {
    this.#app = app;
  }

  /** Which way the number that stands there would be recorded. */
  get way() {
    return this.entry.way ?? nextWay(this.#app.view(), this.entry.typed);
  }

  /** What is known of what stands there; null with nothing typed. */
  get verdict() {
    if (!this.entry.typed) return null;
    return verdictOf(this.#app.view(), this.entry.typed, this.way, this.#app.now(), language());
  }

  /** The marks without a number, the next one to name first; those whose name is being written are not among them. */
  get marks() {
    const open = this.#app
      .view()
      .own.filter((each) => each.place === this.#app.log.state.place && !this.#busy.has(each.key));
    return unnamed(open, this.#skipped);
  }

  type = (char) => this.#set(typed(goesOn(this.result, this.entry), char));
  delete = () => this.#set(deleted(this.entry));
  clear = () => this.#set(cleared(this.entry));
  turn = () =>
    this.entry.task.kind === "new"
      ? this.#set(turned(this.entry, this.way, this.#app.view().place.ways))
      : this.leave();
  leave = () => this.#set(EMPTY);
  edit = (passing) => this.#set(tasked({ kind: "edit", passing }));

  /** Go through the marks without a number, from the oldest. */
  nameMarks = () => {
    this.#skipped.clear();
    this.#set(this.marks.length ? tasked({ kind: "name" }) : EMPTY);
  };

  /** Put the mark that is asked for off; after the last one this is over. */
  skip = () => {
    const mark = this.marks[0];
    if (mark) this.#skipped.add(mark.key);
    this.#set(this.marks.every((each) => this.#skipped.has(each.key)) ? EMPTY : readied(this.entry));
  };

  /** Enter: record the number, name the oldest mark, or correct the passing; `way` where it was asked for. */
  enter = (way = null) => {
    const { task, typed: bib } = this.entry;
    if (task.kind === "name") return bib ? this.#name(this.marks[0], bib) : this.skip();
    if (task.kind === "edit") return bib ? this.#correct(task.passing, bib) : this.leave();
    if (bib) return this.record(bib, way ?? this.way);
    if (this.marks.length && performance.now() - this.#recorded > BOUNCE) return this.nameMarks();
    return this.#tell({ sound: "hint", key: "keypad.type_first" });
  };

  /** A body at the line now; its number comes later. */
  body = () => {
    const { ways } = this.#app.view().place;
    const way = (this.entry.task.kind === "new" && this.entry.way) || ways[0];
    return this.#write(
      "*",
      way,
      { sound: "ok", key: "verdict.mark" },
      this.entry.task.kind === "new" && !this.entry.typed,
    );
  };

  /** Record a number now, whatever is known of it; who should not leave is asked about once more. */
  record = (bib, way, source = "keypad") => {
    const [view, isTyped] = [this.#app.view(), source === "keypad"];
    const { why, moment } = this.#leaving.ask(view, bib, way, this.#app.moment(), isTyped);
    if (why) return this.#tell(asking(why, bib));
    const verdict = verdictOf(view, bib, way, this.#app.now(), language());
    return this.#write(bib, way, verdict, isTyped, source, moment);
  };

  async #write(bib, way, verdict, isTyped, source = "keypad", moment = this.#app.moment()) {
    const { state } = this.#app.log;
    const { wall, mono, segment } = moment;
    if (bib !== "*") this.#recorded = performance.now();
    if (isTyped) this.#set(readied(this.entry));
    const by = [source, state.label].filter(Boolean).join(" ");
    const body = { kind: "passing", bib, place: state.place, seen_at: wall, way, source: by, segment, mono };
    await this.#keep([body], verdict, { bib, way, at: wall });
  }

  async #name(mark, bib) {
    if (!mark) return this.leave();
    this.#busy.add(mark.key);
    this.#set(this.marks.length ? readied(this.entry) : EMPTY);
    await this.#correct(mark, bib, false);
    this.#busy.delete(mark.key);
    this.#app.changed();
  }

  async #correct(passing, bib, isDone = true) {
    const verdict = verdictOf(this.#app.view(), bib, passing.way, passing.seen_at, language());
    if (isDone) this.#set(EMPTY);
    const told = isRead(bib) ? verdict : { sound: "unread", key: "verdict.unread" };
    await this.#keep(renaming(passing, bib, this.#app.by()), told, { bib, way: passing.way, at: passing.seen_at });
  }

  /** Write records of something done elsewhere about a passing, and tell what came of it here. */
  async change(bodies, key, { bib, way, seen_at: at }) {
    await this.#keep(bodies, { sound: "ok", key }, { bib, way, at });
  }

  async #keep(bodies, verdict, about) {
    const waiting = setTimeout(() => this.#tell({ sound: "waiting", key: "keypad.writing", ...about }), SLOW);
    const isKept = await this.#app.recorder.keep(bodies, verdict.sound);
    clearTimeout(waiting);
    const failed = { sound: "failed", key: "keypad.not_kept" };
    this.#tell({ ...(isKept ? verdict : failed), ...about });
  }

  #set(entry) {
    this.entry = entry;
    this.#app.changed();
  }

  #tell(result) {
    this.result = result;
    this.#app.changed();
  }
}
