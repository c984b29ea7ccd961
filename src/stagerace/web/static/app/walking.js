// Moving through a screen with a number pad alone: + and - go from one control to the next, / goes back.

const CONTROLS = "button:not([disabled]), a[href], input:not([disabled]), select, textarea, summary";

/** Move the focus by so many controls within an element; always true. */
export function moveFocus(within, by) {
  const controls = [...within.querySelectorAll(CONTROLS)].filter((each) => each.getClientRects().length);
  const at = controls.indexOf(document.activeElement);
  const next = at < 0 && by < 0 ? controls.length - 1 : (at + by + controls.length) % controls.length;
  controls[next]?.focus();
  return true;
}

/** What a key does on a screen that is no keypad: whether it was taken. */
export function walk(event, within, back) {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const { target, key } = event;
  const isText = target.matches("textarea, input[data-text]");
  if (!isText && (key === "+" || key === "-")) return moveFocus(within, key === "+" ? 1 : -1);
  if (!isText && key === "/") back();
  else if (key === "Escape") back();
  else if (key === "Enter" && target.matches("input[type=checkbox], input[type=radio]")) target.click();
  else if (key === "Enter" && target.matches("input")) moveFocus(within, 1);
  else return false;
  return true;
}
