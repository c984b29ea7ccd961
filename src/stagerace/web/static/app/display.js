// The display over the keys: the number as it is typed, who that is, and what came of the last one.
import { glyph, make, retext } from "./dom.js";
import { SIGNS } from "./signs.js";
import { saySecond } from "./times.js";
import { say } from "./words.js";

/** Who wears a bib, as far as may be told: name and wave. */
export function whoIs(view, bib) {
  const runner = view.runners.get(bib);
  if (!runner) return "";
  return [runner.name, runner.wave && say("wave", { wave: runner.wave })].filter(Boolean).join(" · ");
}

/** What a verdict says, in words. */
export function sayVerdict(verdict) {
  const values = { ...verdict.values };
  if (values.what) values.what = say(`out.${values.what}`);
  return say(verdict.key, values);
}

export function makeDisplay() {
  const bib = make("output", { className: "bib", "aria-live": "off" });
  const who = make("span", { className: "who" });
  const word = make("span", { className: "word" });
  const about = make("div", { className: "about" }, who, word);
  const sign = glyph("");
  const text = make("span", { className: "said" });
  const result = make("div", { className: "result" }, sign, make("div", { role: "status" }, text));
  return { node: make("div", { className: "display" }, make("div", { className: "now" }, bib, about), result), draw };

  function draw(view, typing) {
    const { typed } = typing.entry;
    retext(bib, typed || sayAsked(view, typing));
    bib.classList.toggle("blank", !typed);
    bib.classList.toggle("long", typed.length > 5);
    const verdict = typing.verdict;
    about.dataset.sound = verdict?.sound ?? "";
    retext(who, typed ? whoIs(view, typed) : "");
    retext(word, verdict && verdict.key !== "verdict.ok" ? `${SIGNS[verdict.sound]} ${sayVerdict(verdict)}` : "");
    drawResult(view, typing.result);
  }

  function drawResult(view, told) {
    result.dataset.sound = told?.sound ?? "";
    retext(sign, told ? (SIGNS[told.sound] ?? "›") : "");
    retext(text, told ? sayResult(view, told) : say("keypad.ready"));
  }
}

/** What is to be typed: a number; in naming, whose time it is. */
function sayAsked(view, typing) {
  const [mark] = typing.marks;
  if (typing.entry.task.kind !== "name" || !mark) return say("keypad.empty");
  return say("naming.asking", {
    way: `${SIGNS[mark.way]} ${say(`way.${mark.way}`)}`,
    time: saySecond(mark.seen_at, view.offset),
  });
}

/** What came of an entry: `147 Lena Brandt · IN 14:02:31 · already in 13:58`. */
function sayResult(view, told) {
  if (!told.bib) return sayVerdict(told);
  const name = view.runners.get(told.bib)?.name ?? "";
  const what = [
    told.bib === "*" ? "" : `${told.bib} ${name}`.trim(),
    `${say(`way.${told.way}`)} ${saySecond(told.at, view.offset)}`,
  ];
  if (told.key !== "verdict.ok") what.push(sayVerdict(told));
  return what.filter(Boolean).join(" · ");
}
