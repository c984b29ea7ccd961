// The keypad: where a checkpoint's times are kept.
import { button, make } from "./dom.js";
import { makeDisplay } from "./display.js";
import { holdBanner } from "./hold_banner.js";
import { enterKey, gridOf, keyOf } from "./keypad_keys.js";
import { meaning } from "./pad.js";
import { lastDone } from "./passings.js";
import { openPadMenu } from "./pad_menu.js";
import { recentOf, sayPassing, tagOf, undoChoice } from "./recent.js";
import { sayBody } from "./saying.js";
import { openScan } from "./scan_sheet.js";
import { openMenu } from "./sheet.js";
import { wake } from "./sounds.js";
import { say } from "./words.js";

/** The keypad as a screen that can also stand beside another: {node, draw, onKey}. */
export function makeKeypad(app, typing) {
  const display = makeDisplay();
  const banner = holdBanner(app);
  const trouble = make("div", { className: "trouble", role: "alert", hidden: true });
  const tray = make("div", { className: "tray" });
  const undo = () => openUndo(app, typing);
  const acts = { type: typing.type, delete: typing.delete, undo, scan: () => openScan(app, typing), body: typing.body };
  const { grid, letters } = gridOf(acts, app.view().letters);
  const enters = make("div", { className: "enters" });
  const node = make("section", { className: "keypad", "aria-label": say("keypad.title") });
  node.append(
    make("h1", { className: "unseen", text: say("keypad.title") }),
    banner.node,
    trouble,
    display.node,
    tray,
    letters,
    grid,
    enters,
  );
  node.addEventListener("pointerdown", wake, { capture: true });
  let drawn = "";
  return { node, draw, onKey, tick: banner.draw };

  function draw() {
    const view = app.view();
    display.draw(view, typing);
    banner.draw();
    drawTrouble();
    drawTray();
    drawEnters(view.place.ways);
    node.classList.toggle("lettered", view.letters.length > 0);
  }

  function drawTrouble() {
    const waiting = app.recorder.unkept.flatMap(({ bodies }) => bodies);
    trouble.hidden = !waiting.length;
    if (trouble.childElementCount && !waiting.length) trouble.replaceChildren();
    if (!waiting.length || trouble.dataset.count === String(waiting.length)) return;
    trouble.dataset.count = waiting.length;
    const lines = waiting.map((each) => sayBody(app, each)).filter(Boolean);
    const again = button(say("again"), () => app.recorder.again());
    trouble.replaceChildren(make("p", { text: say("keypad.trouble", { what: lines.join(", ") }) }), again);
  }

  function drawTray() {
    const { task } = typing.entry;
    const marks = typing.marks;
    const shown = [
      task.kind,
      marks.map((each) => each.key),
      recentOf(app).map((each) => [each.key, each.bib, each.last, app.isSent(each)]),
    ];
    if (JSON.stringify(shown) === tray.dataset.shown) return;
    tray.dataset.shown = JSON.stringify(shown);
    if (task.kind === "name" && marks.length) tray.replaceChildren(namingBar(marks));
    else if (task.kind === "edit")
      tray.replaceChildren(taskBar(say("edit.asking", { what: sayPassing(app, task.passing) }), typing.leave));
    else tray.replaceChildren(...marksTag(marks), ...recentOf(app).map((each) => tagOf(app, typing, each)));
  }

  function namingBar(marks) {
    return taskBar(
      say("naming.left", { n: marks.length }),
      typing.leave,
      button(say("naming.skip"), typing.skip, { className: "quiet" }),
    );
  }

  function taskBar(text, leave, ...more) {
    return make(
      "div",
      { className: "task" },
      make("p", { role: "status", text }),
      ...more,
      button(say("later"), leave, { className: "quiet" }),
    );
  }

  function marksTag(marks) {
    if (!marks.length) return [];
    return [button(say("naming.waiting", { n: marks.length }), typing.nameMarks, { className: "tag waiting" })];
  }

  function drawEnters(ways) {
    const { task } = typing.entry;
    const shown = `${task.kind} ${ways}`;
    if (shown !== drawn) {
      drawn = shown;
      const save = keyOf(
        say(`keypad.enter_${task.kind}`),
        say(`keypad.enter_${task.kind}`),
        () => typing.enter(),
        "enter only",
      );
      enters.replaceChildren(
        ...(task.kind === "new" ? ways.map((way) => enterKey(way, () => typing.enter(way))) : [save]),
      );
    }
    if (task.kind !== "new") return;
    for (const key of enters.children) {
      const isNext = key.classList.contains(typing.way);
      key.classList.toggle("next", isNext);
      key.setAttribute("aria-description", isNext ? say("keypad.by_enter") : "");
    }
  }

  function onKey(event) {
    const meant = meaning(event, app.view().letters);
    if (!meant) return false;
    if (event.repeat && meant.does !== "delete") return true;
    wake();
    document.activeElement.blur();
    if (meant.does === "menu") openPadMenu(app, typing);
    else if (meant.does === "type") typing.type(meant.char);
    else typing[meant.does]();
    return true;
  }
}

/** The question before something is undone. */
export function openUndo(app, typing) {
  const here = app.view().own.filter((each) => each.place === app.log.state.place);
  const last = lastDone(here);
  if (typing.entry.typed) typing.clear();
  else if (last) openMenu(say("undo.title"), [undoChoice(app, typing, last)]);
}
