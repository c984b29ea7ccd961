// An incident in two taps, from any screen: the kind is the second one, and it is written at once.
import { button, make } from "./dom.js";
import { icon } from "./icons.js";
import { KINDS, opening } from "./incidents.js";
import { openMenu, openSheet } from "./sheet.js";
import { wake } from "./sounds.js";
import { sayNear } from "./times.js";
import { language, say } from "./words.js";

/** How long a write may take before it is said that it is not kept yet [ms]. */
const SLOW = 300;
const MOST = 4;

/** The kinds, and the incidents that are open here. */
export function openIncidentSheet(app) {
  wake();
  const kinds = KINDS.map((what) => ({
    text: say(`incident.${what}`),
    face: icon(what),
    danger: true,
    does: () => open(app, what),
  }));
  const confided = { text: say("incident.safeguarding"), face: icon("confide"), does: () => app.go("confide") };
  const known = app.view().incidents.filter((each) => each.isOpen);
  const links = known.slice(0, MOST).map((each) => ({
    text: sayIncident(app, each),
    does: () => app.go(`incident=${each.incident}`),
  }));
  openMenu(say("incident.open"), [...kinds, confided, ...links], {
    className: "kinds",
    note: app.view().runners.has(typedIn(app)) ? say("incident.freezes_one", { bib: typedIn(app) }) : say("incident.freezes_all"),
    takesFirst: false,
  });
}

/** An incident in words: `Medical 14:02 · 105`. */
export function sayIncident(app, { what, opened_at, bibs, where }) {
  const time = sayNear(opened_at, app.now(), app.view().offset, language());
  return [`${say(`incident.${what}`)} ${time}`, bibs.join(" "), where].filter(Boolean).join(" · ");
}

/** The number that stands on the keypad, as it is. */
function typedIn(app) {
  const { typed, task } = app.typing.entry;
  return task.kind === "new" && /^[0-9A-Z]+$/.test(typed) ? typed : "";
}

async function open(app, what) {
  const { place } = app.log.state;
  const body = opening(what, { place, now: app.now(), by: app.by(), view: app.view(), typed: typedIn(app) });
  const told = make("p", { className: "card warn", role: "status", text: say("keypad.writing") });
  const slow = setTimeout(() => openSheet(say(`incident.${what}`), told), SLOW);
  const isKept = await app.recorder.keep([body], "incident");
  clearTimeout(slow);
  if (isKept) return show(app, body);
  told.closest("dialog")?.close();
  return openSheet(
    say(`incident.${what}`),
    make(
      "div",
      { className: "failed" },
      make("p", { className: "trouble", role: "alert", text: `✗ ${say("incident.not_kept")}` }),
      button(say("again"), () => again(app, body), { className: "danger" }),
    ),
  );
}

async function again(app, body) {
  const kept = await app.recorder.again();
  if (kept.every(Boolean)) show(app, body);
}

function show(app, { incident }) {
  for (const sheet of document.querySelectorAll("dialog[open]")) sheet.close();
  app.go(`incident=${incident}`);
}
