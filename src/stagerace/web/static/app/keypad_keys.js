// The keys of the keypad: they act the moment they are touched, and by keyboard and screen reader like any button.
import { glyph, make } from "./dom.js";
import { icon } from "./icons.js";
import { SIGNS } from "./signs.js";
import { say } from "./words.js";

/** How long after a touch a click may still come of it [ms]. */
const SETTLED = 350;

/** A key with a face and a name; `press` is told once for each touch, click or key press. */
export function keyOf(face, name, press, className = "") {
  const key = make("button", { type: "button", className: `key ${className}`, "aria-label": name }, face);
  let isTouched = false;
  let forgets;
  key.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    clearTimeout(forgets);
    isTouched = true;
    press();
  });
  // A click that a touch made was acted on already; the keyboard and screen readers make clicks of their own.
  key.addEventListener("click", () => {
    if (!isTouched) press();
    isTouched = false;
  });
  const forget = () => {
    clearTimeout(forgets);
    forgets = setTimeout(() => (isTouched = false), SETTLED);
  };
  for (const end of ["pointerup", "pointerleave", "pointercancel"]) key.addEventListener(end, forget);
  // The number pad goes on working after a mouse was used: a key that was clicked does not keep the focus.
  key.addEventListener("mousedown", (event) => event.preventDefault());
  return key;
}

/** The digits, `*`, and what else stands among them; `acts` holds what each does. */
export function gridOf(acts, letters) {
  const digit = (char) => keyOf(char, char, () => acts.type(char), "digit");
  const small = (name, press, className) => {
    const text = say(`keypad.${name}`);
    return keyOf(make("span", { className: "face" }, icon(name), make("small", { text })), text, press, className);
  };
  const star = keyOf("✱", say("keypad.star"), () => acts.type("*"), "digit");
  const rows = [
    digit("1"),
    digit("2"),
    digit("3"),
    small("delete", acts.delete, "side"),
    digit("4"),
    digit("5"),
    digit("6"),
    small("undo", acts.undo, "side"),
    digit("7"),
    digit("8"),
    digit("9"),
    small("scan", acts.scan, "side"),
    star,
    digit("0"),
    small("body", acts.body, "body"),
  ];
  const more = letters.map((letter) => keyOf(letter, letter, () => acts.type(letter), "letter"));
  return {
    grid: make("div", { className: "keys" }, rows),
    letters: make("div", { className: "letters", hidden: !more.length }, more),
  };
}

/** The key that records one way. */
export function enterKey(way, press) {
  const face = make(
    "span",
    { className: "face" },
    glyph(SIGNS[way]),
    make("strong", { text: say(`way.${way}`) }),
    icon("enter"),
  );
  return keyOf(face, say(`keypad.enter_${way}`), press, `enter ${way}`);
}
