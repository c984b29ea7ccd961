// The incidents of this place: those that are open, then those that are over.
import { button, make } from "./dom.js";
import { screen } from "./forms.js";
import { openIncidentSheet, sayIncident } from "./incident_sheet.js";
import { say } from "./words.js";

export function makeIncidents(app) {
  const open = make("ul", { className: "cards" });
  const over = make("ul", { className: "cards" });
  const ended = make("h2", { text: say("incidents.over") });
  const none = make("p", { className: "soft", text: `● ${say("incidents.none")}` });
  const key = button(`! ${say("incident.open")}`, () => openIncidentSheet(app), { className: "danger" });
  const node = screen(app, say("incidents.title"), key, none, open, ended, over);
  let drawn = "";
  draw();
  return { node, draw };

  function draw() {
    const { incidents } = app.view();
    const shown = JSON.stringify(incidents);
    if (shown === drawn) return;
    drawn = shown;
    const [going, gone] = [incidents.filter((each) => each.isOpen), incidents.filter((each) => !each.isOpen)];
    none.hidden = going.length > 0;
    open.hidden = !going.length;
    over.hidden = ended.hidden = !gone.length;
    open.replaceChildren(...going.map(linkTo));
    over.replaceChildren(...gone.map(linkTo));
  }

  function linkTo(each) {
    const sign = each.isOpen ? "!" : "✓";
    const owner = each.owner ? say("incident.owned_by", { owner: each.owner }) : say("incident.no_owner");
    const text = make("strong", { text: `${sign} ${sayIncident(app, each)}` });
    return make(
      "li",
      {},
      make("a", { href: `#incident=${each.incident}`, className: "card" }, text, make("span", { text: owner })),
    );
  }
}
