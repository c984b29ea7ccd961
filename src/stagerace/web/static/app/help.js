// How the keypad works, on one page: the keys of a number pad, the sounds, what to do when something is wrong.
import { button, make } from "./dom.js";
import { screen } from "./forms.js";
import { SIGNS } from "./signs.js";
import { SOUNDS, signal, wake } from "./sounds.js";
import { say } from "./words.js";

const KEYS = [
  ["0–9", "digit"],
  ["*", "star"],
  ["Enter", "enter"],
  ["+", "body"],
  ["-", "turn"],
  ["/", "menu"],
  [". ⌫", "delete"],
];
const ADVICE = ["record_first", "incident", "body", "moment", "walk", "paper", "battery"];

export function makeHelp(app) {
  const rows = KEYS.map(([key, does]) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, make("kbd", { text: key })),
      make("td", { text: say(`help.key_${does}`) }),
    ),
  );
  const sounds = SOUNDS.map((each) =>
    make(
      "li",
      {},
      button(`${SIGNS[each]} ${say(`sound.${each}`)}`, () => play(each), { className: "quiet" }),
    ),
  );
  const node = screen(
    app,
    say("help.title"),
    ...ADVICE.map((each) => make("p", { text: say(`help.${each}`) })),
    make("h2", { text: say("help.pad") }),
    make("table", {}, make("tbody", {}, rows)),
    make("h2", { text: say("help.sounds") }),
    make("ul", { className: "sounds" }, sounds),
  );
  return { node };
}

function play(outcome) {
  wake();
  setTimeout(() => signal(outcome), 50);
}
