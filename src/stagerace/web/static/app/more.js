// Everything beside keypad and lists, by how often it is needed.
import { button, make } from "./dom.js";
import { outcome } from "./forms.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const NAMES = [
  "start",
  "roll",
  "handover",
  "withdrawal",
  "incidents",
  "confide",
  "water",
  "hold",
  "sweep",
  "closing",
  "shift",
  "paper",
  "check",
  "place",
  "settings",
  "help",
];

export function makeMore(app) {
  const names = NAMES.filter((name) => name !== "start" || app.view().place.start);
  const links = names.map((name) => link(`#${name}`, name, say(`${name}.title`)));
  const sheets = link(`/sheets?place=${encodeURIComponent(app.log.state.place)}`, "sheets", say("sheets.title"));
  const told = outcome();
  const sync = button(
    say("sync_now"),
    async () => {
      const { problem } = (await app.log.sync()) ?? app.log.status;
      told.tell(problem ? "check.no_sync" : "check.synced", {}, Boolean(problem));
    },
    { className: "primary" },
  );
  const node = make(
    "section",
    { className: "screen more" },
    make("h1", { tabindex: "-1", text: say("more.title") }),
    make(
      "ul",
      { className: "tiles" },
      [...links, sheets].map((each) => make("li", {}, each)),
    ),
    sync,
    told.node,
  );
  return { node };
}

function link(href, name, text) {
  return make("a", { href, className: "tile" }, icon(name), make("span", { text }));
}
