// Everything beside keypad and lists, by how often it is needed.
import { button, make } from "./dom.js";
import { outcome } from "./forms.js";
import { say } from "./words.js";

const SIGNS = { start: "◉", roll: "☑", withdrawal: "✗", hold: "■", sweep: "▷", closing: "⊘", shift: "⇄", paper: "≡", check: "●", place: "⌖", settings: "◐", help: "?" };

export function makeMore(app) {
  const names = Object.keys(SIGNS).filter((name) => name !== "start" || app.view().place.start);
  const links = names.map((name) => link(`#${name}`, SIGNS[name], say(`${name}.title`)));
  const sheets = link(`/sheets?place=${encodeURIComponent(app.log.state.place)}`, "▤", say("sheets.title"));
  const told = outcome();
  const sync = button(say("sync_now"), async () => {
    const { problem } = (await app.log.sync()) ?? app.log.status;
    told.tell(problem ? "check.no_sync" : "check.synced", {}, Boolean(problem));
  }, { className: "primary" });
  const node = make("section", { className: "screen more" }, make("h1", { tabindex: "-1", text: say("more.title") }),
    make("ul", { className: "tiles" }, [...links, sheets].map((each) => make("li", {}, each))), sync, told.node);
  return { node };
}

function link(href, sign, text) {
  return make("a", { href, className: "tile" }, make("span", { className: "glyph", "aria-hidden": "true", text: sign }), make("span", { text }));
}
