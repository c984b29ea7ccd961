// What forms are made of: fields with names, choices to tap, and a button that asks a second time.
import { button, make, retext } from "./dom.js";
import { note, noted } from "./notes.js";
import { say } from "./words.js";

let made = 0;

/** A field with its name; `kind` is `digits` (a number pad is enough), `text` or `long`. */
export function field(name, kind = "text", more = {}) {
  made += 1;
  const id = `field-${made}`;
  const how = { id, autocomplete: "off", autocapitalize: "characters", spellcheck: "false", ...more };
  const input =
    kind === "long"
      ? make("textarea", { rows: 8, "data-text": true, ...how })
      : make("input", { type: "text", ...typed(kind), ...how });
  return { node: make("div", { className: "field" }, make("label", { for: id, text: name }), input), input };
}

const typed = (kind) =>
  kind === "digits" ? { inputmode: "numeric" } : { "data-text": true, autocapitalize: "sentences" };

/** One of several to tap: {node, value()}; `options` are [value, text]. */
export function choice(legend, options, chosen = "") {
  made += 1;
  const name = `choice-${made}`;
  const radios = options.map(([value]) => make("input", { type: "radio", name, value, checked: value === chosen }));
  const rows = options.map(([, text], index) =>
    make("label", { className: "pick" }, radios[index], make("span", { text })),
  );
  const node = make("fieldset", {}, make("legend", { text: legend }), make("div", { className: "picks" }, rows));
  return { node, value: () => radios.find((each) => each.checked)?.value ?? "" };
}

/** A list to tick: {node, ticked()}; ticks outlive a reload under `kept`, until `forget()`. */
export function tickList(runners, kept, changed = () => {}) {
  const known = new Set(JSON.parse(noted(kept) || "[]"));
  const boxes = runners.map((runner) =>
    make("input", { type: "checkbox", value: runner.bib, checked: known.has(runner.bib) }),
  );
  const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const rows = runners.map((runner, index) =>
    make(
      "label",
      { className: "pick" },
      boxes[index],
      make("strong", { text: runner.bib }),
      make("span", { text: runner.name ?? "" }),
    ),
  );
  const node = make(
    "div",
    {
      className: "picks ticks",
      on: {
        change: () => {
          note(kept, JSON.stringify(ticked()));
          changed();
        },
      },
    },
    rows,
  );
  return { node, ticked, forget: () => note(kept, "") };
}

/** How long a second press counts as the answer to the first [ms]. */
const ASKED = 8000;

/** A button that asks before it does: `press(moment)` gets the moment of the first press. */
export function twice(app, text, press, className = "") {
  let first = null;
  let timer = 0;
  let isBusy = false;
  const node = button(
    text,
    () => {
      if (isBusy) return;
      clearTimeout(timer);
      if (first) {
        answer(first);
        return settle();
      }
      first = app.moment();
      retext(node, say("press_again", { text }));
      node.classList.add("asking");
      timer = setTimeout(settle, ASKED);
    },
    { className },
  );
  return node;

  /** While something is written, another press is no second order. */
  async function answer(moment) {
    isBusy = true;
    try {
      await press(moment);
    } finally {
      isBusy = false;
    }
  }

  function settle() {
    first = null;
    clearTimeout(timer);
    retext(node, text);
    node.classList.remove("asking");
  }
}

/** A line that tells what came of something: {node, tell(key, values, isBad)}. */
export function outcome() {
  const node = make("p", { className: "outcome", role: "status" });
  const tell = (key, values = {}, isBad = false) => {
    node.textContent = key ? `${isBad ? "✗" : "✓"} ${say(key, values)}` : "";
    node.classList.toggle("bad", isBad);
  };
  return { node, tell };
}

/** A screen's frame: heading, content, and the way back to where it came from. */
export function screen(app, title, ...content) {
  const back = make("a", { href: "#more", className: "back", text: `‹ ${say("more.title")}` });
  return make("section", { className: "screen" }, back, make("h1", { tabindex: "-1", text: title }), ...content);
}
