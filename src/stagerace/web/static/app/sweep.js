// The sweeper's word, and the closing of the checkpoint; each shows first who is still to come.
import { make } from "./dom.js";
import { field, outcome, screen, twice } from "./forms.js";
import { listsOf } from "./passing_lists.js";
import { say } from "./words.js";

/** "None behind me." */
export function makeSweep(app) {
  return wordOf(app, "sweep", (note) => ({
    kind: "swept",
    place: app.log.state.place,
    swept_at: app.now(),
    by: app.by(),
    note,
  }));
}

/** "We keep no more times here." */
export function makeClosing(app) {
  return wordOf(app, "closing", (note) => ({
    kind: "checkpoint_closed",
    place: app.log.state.place,
    closed_at: app.now(),
    by: app.by(),
    note,
  }));
}

function wordOf(app, name, body) {
  const told = outcome();
  const note = field(say("note"));
  const write = twice(
    app,
    say(`${name}.write`),
    async () => {
      const isKept = await app.recorder.keep([body(note.input.value.trim())]);
      told.tell(isKept ? `${name}.kept` : "keypad.not_kept", {}, !isKept);
    },
    "primary",
  );
  const open = make("div");
  const node = screen(
    app,
    say(`${name}.title`),
    make("p", { className: "soft", text: say(`${name}.about`) }),
    open,
    note.node,
    write,
    told.node,
  );
  draw();
  return { node, draw };

  function draw() {
    const { expected, unseen, here } = listsOf(app.view());
    const waiting = [...expected, ...unseen].map((row) => row.runner.bib);
    const sum = waiting.length ? `▲ ${say("sweep.expected", { n: waiting.length })}` : `● ${say("sweep.nobody")}`;
    open.className = waiting.length ? "card warn" : "card";
    open.replaceChildren(
      make("p", { className: "counted", text: sum }),
      make("p", { className: "numbers", text: waiting.join("  ") }),
      make("p", { text: here.length ? say("sweep.here", { n: here.length }) : "" }),
    );
  }
}
