// A departure that should not be, during an ordered hold or against a medic's word: asked twice, then recorded.
import { EMPTY } from "./entry.js";
import { isOrdered } from "./orders.js";
import { signal } from "./sounds.js";

/** How long a second press counts as the answer to the first [ms]. */
const ASKED = 8000;

/** Why somebody should not leave now, as a key of the words; empty where nothing is against it. */
export function whyStay(view, bib, way) {
  if (way !== "out") return "";
  if (view.medic.get(bib) === "may_not_leave") return "verdict.ask_medic";
  return isOrdered(view.orders) ? "verdict.ask_held" : "";
}

/** What the keypad tells then; nothing is recorded yet. */
export function asking(key, bib) {
  signal("asked");
  return { sound: "asked", key, values: { bib } };
}

/** The keypad for the next character: with a number on it that was asked about and left so, the next one begins anew. */
export function goesOn(told, entry) {
  if (told?.sound !== "asked" || told.isOver || entry.typed !== told.values.bib) return entry;
  told.isOver = true;
  return EMPTY;
}

/** What remembers who was asked about. */
export class Leaving {
  #asked = null;

  /**
   * What is to be asked before a passing is recorded, or the moment that counts: of the first of two presses. A code
   * that a camera reads again is no answer.
   */
  ask(view, bib, way, moment, isPressed) {
    const why = whyStay(view, bib, way);
    const asked = this.#asked;
    const isAnswer = isPressed && asked?.bib === bib && moment.wall - asked.moment.wall <= ASKED;
    this.#asked = why && !isAnswer ? { bib, moment } : null;
    if (why && !isAnswer) return { why };
    return { moment: why ? asked.moment : moment };
  }
}
