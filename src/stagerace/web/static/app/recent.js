// The last few records as tags over the keys: how each stands, and a tap to correct it.
import { glyph, make } from "./dom.js";
import { rewriting, undoing } from "./naming.js";
import { openMenu } from "./sheet.js";
import { SIGNS } from "./signs.js";
import { sayMinute, saySecond } from "./times.js";
import { say } from "./words.js";

const SHOWN = 5;

/** The passings written last at this place that still count, the newest first. */
export function recentOf(app) {
  const here = app.view().own.filter((each) => !each.voided && each.place === app.log.state.place);
  return here.sort((one, other) => other.last - one.last).slice(0, SHOWN);
}

/** A passing in words: `147 IN 14:02:31`. */
export function sayPassing(app, { bib, way, seen_at }) {
  const number = bib === "*" ? say("no_number") : bib;
  return `${number} ${say(`way.${way}`)} ${saySecond(seen_at, app.view().offset)}`;
}

/** A tag of a passing. */
export function tagOf(app, typing, passing) {
  const isSent = app.isSent(passing);
  const state = isSent ? "sent" : "unsent";
  const time = `${SIGNS[passing.way]} ${sayMinute(passing.seen_at, app.view().offset)}`;
  const line = make("small", { "aria-hidden": "true" }, time, " ", glyph(SIGNS[state], `mark ${state}`));
  const rest = ` ${say(`way.${passing.way}`)} ${saySecond(passing.seen_at, app.view().offset)}, ${say(state)}`;
  return make(
    "button",
    { type: "button", className: "tag", on: { click: () => openEdit(app, typing, passing) } },
    make("strong", { text: passing.bib }),
    make("span", { className: "unseen", text: rest }),
    line,
  );
}

/** What can be done about a passing: another number, the other way, undo. */
export function openEdit(app, typing, passing) {
  const other = passing.way === "in" ? "out" : "in";
  const turn = () =>
    typing.change(rewriting(passing, { way: other }, app.by()), "verdict.corrected", { ...passing, way: other });
  const choices = [
    { text: say("edit.number"), does: () => app.keypad(() => typing.edit(passing)) },
    app.view().place.ways.includes(other) && { text: say(`edit.to_${other}`), does: turn },
    undoChoice(app, typing, passing),
  ];
  openMenu(sayPassing(app, passing), choices.filter(Boolean));
}

/** The choice to undo what was last done to a passing. */
export function undoChoice(app, typing, passing) {
  const key = passing.named ? "edit.unname" : "edit.undo";
  const does = () =>
    typing.change(undoing(passing, app.by()), passing.named ? "verdict.unnamed" : "verdict.undone", passing);
  return { text: say(key, { what: sayPassing(app, passing) }), does, danger: true };
}
