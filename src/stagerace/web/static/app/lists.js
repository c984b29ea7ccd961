// Who is expected, here, through, not seen and out: five tabs with their counts, and a search.
import { glyph, make, retext } from "./dom.js";
import { TABS, listsOf, searched } from "./passing_lists.js";
import { SIGNS } from "./signs.js";
import { sayNear } from "./times.js";
import { language, say } from "./words.js";

const SHAPES = { expected: "▷", here: "●", through: "▲", unseen: "◌", out: "✗" };

export function makeLists(app) {
  let tab = sessionStorage.getItem("tab") ?? "here";
  const tabs = TABS.map((name) => tabOf(name));
  const search = make("input", {
    type: "search",
    "data-text": true,
    placeholder: say("lists.search"),
    "aria-label": say("lists.search"),
    on: { input: draw },
  });
  const list = make("ul", { className: "runners" });
  const empty = make("p", { className: "soft empty" });
  const bar = make(
    "div",
    { className: "tabs", role: "tablist", "aria-label": say("lists.title"), on: { keydown: arrows } },
    tabs.map((each) => each.node),
  );
  const panel = make(
    "div",
    { role: "tabpanel", id: "list", tabindex: "0", "aria-label": say("lists.title") },
    list,
    empty,
  );
  const heading = make("h1", { className: "aside", tabindex: "-1", text: say("lists.title") });
  const node = make(
    "section",
    { className: "screen lists" },
    heading,
    bar,
    make("div", { className: "search" }, search),
    panel,
  );
  let drawn = "";
  return { node, draw };

  function draw() {
    const view = app.view();
    const lists = listsOf(view);
    for (const each of tabs) each.draw(lists[each.name].length);
    const rows = searched(lists[tab], search.value);
    panel.setAttribute("aria-labelledby", `tab-${tab}`);
    const shown = JSON.stringify([tab, view.offset(view.now), rows.map((row) => [row.runner.bib, row.seen_at, row.way, sayWatched(view, row.runner.bib)])]);
    if (shown === drawn) return;
    drawn = shown;
    list.replaceChildren(...rows.map((row) => rowOf(view, row)));
    retext(empty, rows.length ? "" : say("lists.nobody"));
  }

  function tabOf(name) {
    const count = make("strong");
    const face = [
      make("span", { text: say(`lists.${name}`) }),
      make("span", { className: "sum" }, glyph(SHAPES[name]), " ", count),
    ];
    const each = make(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "list", on: { click: () => choose(name) } },
      face,
    );
    const drawTab = (number) => {
      retext(count, String(number));
      each.setAttribute("aria-selected", String(tab === name));
      each.tabIndex = tab === name ? 0 : -1;
    };
    return { name, node: each, draw: drawTab };
  }

  function choose(name) {
    tab = name;
    sessionStorage.setItem("tab", name);
    draw();
  }

  function arrows(event) {
    const by = { ArrowRight: 1, ArrowLeft: -1, "+": 1, "-": -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    choose(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]);
    bar.querySelector("[aria-selected=true]").focus();
  }

  function rowOf(view, row) {
    const { bib, name, wave } = row.runner;
    const who = [name, wave && say("wave", { wave }), sayWatched(view, bib)].filter(Boolean).join(" · ");
    return make(
      "li",
      {},
      make("strong", { className: "bib", text: bib }),
      make("span", { className: "name", text: who }),
      make("span", { className: "when", text: lastOf(view, row) }),
    );
  }
}

/** What the medics say of a runner, and whether this place gave them away. */
function sayWatched({ medic, handed }, bib) {
  const word = medic.get(bib);
  const to = handed.gone.get(bib)?.taker;
  const given = to && `▲ ${say("handover.gone", { to: `${say(`keeper.${to.what}`)} ${to.name ?? ""}`.trim() })}`;
  return [word && `${SIGNS.medic} ${say(`verdict.${word}`)}`, given].filter(Boolean).join(" · ");
}

/** The last that is known of a runner: why they are out, that they did not start, or where they were seen. */
function lastOf(view, { runner, seen_at, place, way }) {
  const why = view.out.get(runner.bib);
  if (why) return say(`out.${why}`);
  if (view.absent.has(runner.bib)) return say("lists.absent");
  if (seen_at === undefined) return "";
  const where = place === view.place.id ? "" : `${place} `;
  return `${where}${SIGNS[way]} ${sayNear(seen_at, view.now, view.offset, language())}`;
}
