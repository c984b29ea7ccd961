// What a key means at the keypad: a number pad alone is enough, and a whole keyboard does no harm.
const NAMED = {
  Enter: { does: "enter" },
  "+": { does: "body" },
  "-": { does: "turn" },
  "/": { does: "menu" },
  Backspace: { does: "delete" },
  ".": { does: "delete" },
  ",": { does: "delete" },
  Delete: { does: "clear" },
  Escape: { does: "clear" },
};
/** Number pads whose NumLock is off send these by their position; `code` tells them from the arrow keys. */
const UNLOCKED = {
  Numpad0: "0",
  Numpad1: "1",
  Numpad2: "2",
  Numpad3: "3",
  Numpad4: "4",
  Numpad5: "5",
  Numpad6: "6",
  Numpad7: "7",
  Numpad8: "8",
  Numpad9: "9",
};

/** What a key event means: {does, char}, or null where it is none of ours. `letters` are those on the race's bibs. */
export function meaning(event, letters = []) {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  if (event.code in UNLOCKED) return { does: "type", char: UNLOCKED[event.code] };
  if (event.code === "NumpadDecimal") return NAMED["."];
  if (event.key in NAMED) return NAMED[event.key];
  const char = event.key.length === 1 ? event.key.toUpperCase() : "";
  if (/^[0-9*]$/.test(char) || letters.includes(char)) return { does: "type", char };
  return null;
}
