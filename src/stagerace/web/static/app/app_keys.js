// Who gets a key that was pressed anywhere: a field, the keypad, or the screen that somebody walks through.
import { meaning } from "./pad.js";
import { walk } from "./walking.js";

const FIELDS = "input:not([type=checkbox]):not([type=radio]), textarea, select";
const PRESSED = "button, a, input, summary";

/** Does what a key means where the app stands; whether it was taken. */
export function takeKey(event, { keypad, side, isIn, typed, back }) {
  const { target, key } = event;
  const isField = target.matches(FIELDS);
  const isPressed = (key === "Enter" || key === " ") && target.matches(PRESSED);
  // Beside a screen that somebody is in, the keypad gets digits only: + must not mark a body that nobody meant.
  const walks = isIn && !typed && meaning(event)?.does !== "type";
  if (keypad && !isField && !isPressed && !walks) return keypad.onKey(event);
  return Boolean(side) && walk(event, side.node, back);
}
