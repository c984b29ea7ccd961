// The app as its screens know it: log, view, time, and the screen that the address names; on wide ones the keypad stays.
import { isAwake } from "./awake.js";
import { makeCheck } from "./check.js";
import { make } from "./dom.js";
import { codeInAddress, makeEnrolment } from "./enrolment.js";
import { makeHandOver } from "./hand_over.js";
import { makeHelp } from "./help.js";
import { makeHold } from "./hold.js";
import { icon } from "./icons.js";
import { makeKeypad } from "./keypad.js";
import { makeLists } from "./lists.js";
import { makeMore } from "./more.js";
import { makePaper } from "./paper_entry.js";
import { raceOf } from "./race.js";
import { Recorder } from "./recorder.js";
import { makeRollCall } from "./roll_call.js";
import { makePlaces, makeSettings } from "./settings.js";
import { closeSheets } from "./sheet.js";
import { makeStart } from "./start.js";
import { makeStrip } from "./strip.js";
import { makeClosing, makeSweep } from "./sweep.js";
import { Typing } from "./typing.js";
import { walk } from "./walking.js";
import { makeWithdrawal } from "./withdrawal.js";
import { say } from "./words.js";

const SCREENS = {
  lists: makeLists, more: makeMore, start: makeStart, roll: makeRollCall, withdrawal: makeWithdrawal, hold: makeHold,
  sweep: makeSweep, closing: makeClosing, shift: makeHandOver, paper: makePaper, check: makeCheck, place: makePlaces,
  settings: makeSettings, help: makeHelp, enrol: makeEnrolment,
};
const TABS = ["keypad", "lists", "more"];
/** What the crew does not count as its own. */
const UNSAID = new Set(["node_announced", "clock_anchor"]);

const wide = matchMedia("(min-width: 800px)");
let installing = null;
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  installing = event;
});

export class App {
  #root;
  #view = null;
  #drawing = false;
  #side = null;
  #keypad = null;
  #strip = null;

  constructor(log, root) {
    this.log = log;
    this.#root = root;
    this.recorder = new Recorder(log, this.changed);
    this.typing = new Typing(this);
    log.onChange(this.changed);
    wide.addEventListener("change", this.redraw);
  }

  moment = () => this.log.now();
  now = () => this.log.now().wall;
  by = () => localStorage.getItem("initials") || this.log.state.label;
  awake = isAwake;
  installer = () => installing;
  view = () => (this.#view ??= raceOf(this.log, this.now()));
  go = (name) => (location.hash = `#${name}`);

  /** Go to the keypad, and do something there. */
  keypad = (then) => {
    if (!wide.matches) this.go("keypad");
    then();
  };

  /** How many records of the crew no camp node has yet. */
  pending = () => this.log.records().slice(this.#sentUpTo()).filter(({ body }) => !UNSAID.has(body.kind)).length;
  isSent = (passing) => passing.last < this.#sentUpTo();

  #sentUpTo() {
    return this.log.records().length - this.log.status.pending;
  }

  /** Something changed: draw once, with the next frame. */
  changed = () => {
    this.#view = null;
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#draw();
    });
  };

  #draw() {
    this.#strip?.draw();
    this.#keypad?.draw();
    this.#side?.draw?.();
  }

  /** Build the screen that the address names. */
  redraw = () => {
    this.#view = null;
    closeSheets();
    const name = this.#name();
    const isKeypad = name === "keypad";
    const hasKeypad = name !== "enrol" && (isKeypad || wide.matches);
    this.#strip = makeStrip(this);
    this.#keypad = hasKeypad ? makeKeypad(this, this.typing) : null;
    this.#side = !isKeypad ? SCREENS[name](this) : wide.matches ? makeLists(this) : null;
    const parts = [this.#keypad && make("main", { id: "keys" }, this.#keypad.node), this.#side && make(this.#keypad ? "aside" : "main", { id: "side" }, this.#side.node)];
    const nav = name === "enrol" ? null : this.#nav(name);
    document.title = `${say(`${name}.title`)} · ${say("app")}`;
    this.#root.dataset.screen = name;
    this.#root.className = hasKeypad && this.#side ? "both" : "single";
    this.#root.replaceChildren(...[this.#strip.node, ...parts, nav].filter(Boolean));
    if (!isKeypad) this.#side.node.querySelector("h1")?.focus({ preventScroll: true });
    this.#strip.look();
    this.#draw();
  };

  #name() {
    if (codeInAddress() || !this.log.state.enrolled) return "enrol";
    const name = location.hash.slice(1);
    if (!this.log.state.place) return name in SCREENS ? name : "place";
    return name in SCREENS && name !== "enrol" ? name : "keypad";
  }

  #nav(name) {
    const at = TABS.includes(name) ? name : "more";
    const current = (each) => (each === at ? "page" : null);
    const links = TABS.map((each) =>
      make("a", { href: `#${each}`, "aria-current": current(each) }, icon(each), make("span", { text: say(`${each}.tab`) })));
    return make("nav", { "aria-label": say("nav") }, links);
  }

  onKey = (event) => {
    const isField = event.target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select");
    const isPressed = (event.key === "Enter" || event.key === " ") && event.target.matches("button, a, input, summary");
    const taken = this.#keypad && !isField && !isPressed ? this.#keypad.onKey(event) : this.#side && walk(event, this.#side.node, () => this.go("keypad"));
    if (taken) event.preventDefault();
  };

  tick = () => {
    if (document.hidden) return;
    this.#strip?.tick();
    this.#keypad?.tick();
  };

  look = () => {
    if (document.hidden) return;
    this.changed();
    this.#strip?.look();
  };
}
