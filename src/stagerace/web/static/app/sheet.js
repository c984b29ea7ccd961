// A sheet over the screen: a numbered choice that a number pad can make, or any content with a way back.
import { button, make } from "./dom.js";
import { moveFocus } from "./walking.js";
import { say } from "./words.js";

/** What leads back from a sheet; on a number pad the decimal point does. */
const LEAVE = new Set(["Escape", ".", ",", "Backspace"]);

/** Close whatever sheet is open. */
export function closeSheets() {
  for (const sheet of document.querySelectorAll("dialog[open]")) sheet.close();
}

/** Open a sheet with a heading and content; returns what closes it. `onKey` sees keys first; true means taken. */
export function openSheet(title, content, onKey = () => false) {
  const close = () => sheet.close();
  const heading = make("h2", { text: title, id: "sheet-title", tabindex: "-1" });
  const back = button(say("back"), close, { className: "quiet" });
  const sheet = make("dialog", { "aria-labelledby": "sheet-title", className: "sheet" }, heading, content, back);
  sheet.addEventListener("close", () => sheet.remove());
  sheet.addEventListener("keydown", (event) => {
    // Until the next frame a closed sheet still has the focus: what is typed then is for the keypad.
    if (!sheet.open) return;
    event.stopPropagation();
    if (onKey(event) || walks(event, sheet, close)) event.preventDefault();
  });
  document.body.append(sheet);
  sheet.showModal();
  return close;
}

function walks(event, sheet, close) {
  if (["-", "+"].includes(event.key)) return moveFocus(sheet, event.key === "+" ? 1 : -1);
  const isLeaving = LEAVE.has(event.key) || event.code === "NumpadDecimal";
  if (isLeaving) close();
  return isLeaving;
}

/**
 * A sheet of numbered choices [{text, does, note, face, danger}]; its number, a tap, or `/` for the first one takes a
 * choice. The tenth is 0. Where one choice is as grave as the other, none is taken by `/` or by Enter alone.
 */
export function openMenu(title, choices, { className = "", note = "", takesFirst = true } = {}) {
  const take = (choice) => {
    close();
    choice.does();
  };
  const buttons = choices.map((choice, index) => numbered(index + 1, choice, () => take(choice)));
  const list = make(
    "ol",
    { className: `menu ${className}` },
    buttons.map((each) => make("li", {}, each)),
  );
  const onKey = (event) => {
    if (event.key === "/") return takesFirst && takeAt(0);
    const digit = /^Numpad\d$/.test(event.code) ? event.code.at(-1) : event.key;
    return /^\d$/.test(digit) && takeAt((Number(digit) + 9) % 10);
  };
  const takeAt = (index) => {
    const chosen = choices[index];
    if (chosen) take(chosen);
    return Boolean(chosen);
  };
  const about = note && make("p", { className: "soft", text: note });
  const close = openSheet(title, about ? make("div", { className: "asks" }, about, list) : list, onKey);
  if (takesFirst) buttons[0]?.focus();
  else buttons[0]?.closest("dialog").querySelector("h2").focus();
  return close;
}

function numbered(number, { text, note = "", danger = false, face: picture = null }, press) {
  const face = [
    make("span", { className: "number", text: String(number % 10) }),
    picture,
    make("span", { className: "choice", text }),
  ];
  if (note) face.push(make("small", { text: note }));
  const made = make("button", { type: "button", className: danger ? "danger" : "", on: { click: press } }, face.filter(Boolean));
  return made;
}
