// The menu behind the `/` of a number pad: undo first, then screens by their number, an incident by 0.
import { lastDone } from "./passings.js";
import { openIncidentSheet } from "./incident_sheet.js";
import { openEdit, recentOf, sayPassing, undoChoice } from "./recent.js";
import { openMenu } from "./sheet.js";
import { say } from "./words.js";

const SCREENS = ["lists", "roll", "withdrawal", "hold", "check", "more"];

/** Open the menu over the keypad. */
export function openPadMenu(app, typing) {
  const last = lastDone(app.view().own.filter((each) => each.place === app.log.state.place));
  const marks = typing.marks.length;
  openMenu(say("menu"), [
    last ? undoChoice(app, typing, last) : { text: say("undo.nothing"), does: () => {} },
    { text: say("edit.recent"), does: () => openRecent(app, typing) },
    { text: say("naming.waiting", { n: marks }), does: typing.nameMarks },
    ...SCREENS.map((screen) => ({ text: say(`${screen}.title`), does: () => app.go(screen) })),
    { text: `! ${say("incident.open")}`, does: () => openIncidentSheet(app), danger: true },
  ]);
}

function openRecent(app, typing) {
  const choices = recentOf(app).map((each) => ({
    text: sayPassing(app, each),
    does: () => openEdit(app, typing, each),
  }));
  openMenu(say("edit.recent"), choices);
}
