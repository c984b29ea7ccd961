// The app as its screens know it: log, view, time, and the screen that the address names, beside the keypad where wide.
import { takeKey } from "./app_keys.js";
import { isAwake } from "./awake.js";
import { make } from "./dom.js";
import { codeInAddress } from "./enrolment.js";
import { makeKeypad } from "./keypad.js";
import { makeLists } from "./lists.js";
import { makeNav } from "./nav.js";
import { noted } from "./notes.js";
import { raceOf } from "./race.js";
import { Recorder } from "./recorder.js";
import { SCREENS } from "./screens.js";
import { closeSheets } from "./sheet.js";
import { makeStrip } from "./strip.js";
import { Typing } from "./typing.js";
import { say } from "./words.js";

/** What the crew does not count as its own. */
const UNSAID = new Set(["node_announced", "clock_anchor"]);

const wide = matchMedia("(min-width: 800px)");

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
  by = () => noted("initials") || this.log.state.label;
  awake = isAwake;
  /** Takes a newer version of the app that waits on this phone; null where none does. */
  newer = null;
  offerNewer = (take) => {
    this.newer = take;
    if (this.#root.dataset.screen === "check") this.redraw();
  };
  view = () => (this.#view ??= raceOf(this.log, this.now()));
  /** Which one of its kind the screen is about, as in `#incident=NAME`. */
  chosen = () => decodeURIComponent(location.hash.split("=")[1] ?? "");
  go = (name) => (location.hash = `#${name}`);
  /** Go to the keypad, and do something there. */
  keypad = (then) => {
    if (!wide.matches) this.go("keypad");
    then();
  };

  /** How many records of the crew no camp node has yet. */
  pending = () =>
    this.log
      .records()
      .slice(this.#sentUpTo())
      .filter(({ body }) => !UNSAID.has(body.kind)).length;
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

  /** Come to the screen that the address names. */
  visit = () => {
    this.redraw();
    if (this.#name() !== "keypad") this.#side.node.querySelector("h1")?.focus({ preventScroll: true });
  };

  /** Build the screen anew, where the focus is not to move. */
  redraw = () => {
    this.#view = null;
    closeSheets();
    const name = this.#name();
    const isKeypad = name === "keypad";
    const hasKeypad = name !== "enrol" && (isKeypad || wide.matches);
    this.#strip = makeStrip(this);
    this.#keypad = hasKeypad ? makeKeypad(this, this.typing) : null;
    this.#side = !isKeypad ? SCREENS[name](this) : wide.matches ? makeLists(this) : null;
    const parts = [
      this.#keypad && make("main", { id: "keys" }, this.#keypad.node),
      this.#side && make(this.#keypad ? "aside" : "main", { id: "side" }, this.#side.node),
    ];
    const nav = name === "enrol" ? null : makeNav(this, name);
    document.title = `${say(`${name}.title`)} · ${say("app")}`;
    this.#root.dataset.screen = name;
    this.#root.className = hasKeypad && this.#side ? "both" : "single";
    this.#root.replaceChildren(...[this.#strip.node, ...parts, nav].filter(Boolean));
    this.#strip.look();
    this.#draw();
  };

  #name() {
    if (codeInAddress() || !this.log.state.enrolled) return "enrol";
    const name = location.hash.slice(1).split("=")[0];
    if (!this.log.state.place) return name in SCREENS ? name : "place";
    return name in SCREENS && name !== "enrol" ? name : "keypad";
  }

  onKey = (event) => {
    const isIn = !["keypad", "lists"].includes(this.#name()) && this.#side?.node.contains(document.activeElement);
    const { typed } = this.typing.entry;
    const around = { keypad: this.#keypad, side: this.#side, isIn, typed, back: () => this.go("keypad") };
    if (takeKey(event, around)) event.preventDefault();
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
