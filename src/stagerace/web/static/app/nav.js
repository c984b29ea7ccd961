// The tabs at the thumb, and beside them the key for an incident, on every screen.
import { glyph, make } from "./dom.js";
import { icon } from "./icons.js";
import { openIncidentSheet } from "./incident_sheet.js";
import { SIGNS } from "./signs.js";
import { say } from "./words.js";

const TABS = ["keypad", "lists", "more"];

/** The tabs, with the one marked that a screen belongs to. */
export function makeNav(app, screen) {
  const at = TABS.includes(screen) ? screen : "more";
  const current = (each) => (each === at ? "page" : null);
  const linkTo = (each) =>
    make(
      "a",
      { href: `#${each}`, "aria-current": current(each) },
      icon(each),
      make("span", { text: say(`${each}.tab`) }),
    );
  const incident = make(
    "button",
    { type: "button", className: "incident", on: { click: () => openIncidentSheet(app) } },
    glyph(SIGNS.warning),
    make("span", { text: say("incident.tab") }),
  );
  return make("nav", { "aria-label": say("nav") }, TABS.map(linkTo), incident);
}
