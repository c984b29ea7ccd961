// The device check: a lamp for each thing this device needs, and what to do where one is not lit.
import { button, glyph, make, retext } from "./dom.js";
import { outcome, screen } from "./forms.js";
import { installer } from "./installing.js";
import { lampsOf } from "./lamps.js";
import { SIGNS } from "./signs.js";
import { signal, wake } from "./sounds.js";
import { HOUR, MINUTE } from "./times.js";
import { sayTrouble } from "./troubles.js";
import { say } from "./words.js";

/** What needs somebody stands on top. */
const WORST = ["bad", "poor", "blank", "good"];

export function makeCheck(app) {
  const list = make("ul", { className: "lamps" });
  const told = outcome();
  const sum = make("p", { className: "counted", role: "status" });
  const problem = make("p", { className: "card warn", hidden: true });
  const acts = make(
    "div",
    { className: "acts" },
    app.newer && button(say("check.update"), app.newer, { className: "primary" }),
    button(say("sync_now"), sync, { className: "primary" }),
    button(say("check.try_sound"), () => tryOut("ok")),
    button(say("check.try_failed"), () => tryOut("failed")),
    button(say("check.keep"), persist),
    installer() && button(say("check.install"), installer()),
  );
  const node = screen(app, say("check.title"), sum, problem, list, acts, told.node, who());
  draw();
  return { node, draw };

  async function draw() {
    const lamps = await lampsOf(app);
    list.replaceChildren(
      ...lamps.sort((one, other) => WORST.indexOf(one.state) - WORST.indexOf(other.state)).map(rowOf),
    );
    const bad = lamps.filter((each) => each.state === "bad").length;
    retext(sum, bad ? `${SIGNS.bad} ${say("check.missing", { n: bad })}` : `${SIGNS.good} ${say("check.all_good")}`);
    sum.classList.toggle("bad", bad > 0);
    const { problem: wrong, refused } = app.log.status;
    const words = [wrong && sayTrouble(wrong), ...(refused ?? []).map(String)].filter(Boolean);
    problem.hidden = !words.length;
    retext(problem, words.join(" "));
  }

  function rowOf({ name, state, value }) {
    const text = make(
      "span",
      { className: "lamp-text" },
      make("strong", { text: say(`lamp.${name}`) }),
      make("span", { text: sayValue(name, value) }),
    );
    if (state !== "good") text.append(make("span", { className: "todo", text: say(`todo.${name}`) }));
    return make(
      "li",
      { className: `lamp ${state}` },
      glyph(SIGNS[state], "shape"),
      text,
      make("em", { text: say(`lamp.${state}`) }),
    );
  }

  function who() {
    const { label, place, role, race, device, node: own } = app.log.state;
    const rows = { label, place, role, race, device, node: own, pending: String(app.pending()) };
    return make(
      "dl",
      {},
      Object.entries(rows).map(([name, text]) =>
        make("div", {}, make("dt", { text: say(`check.${name}`) }), make("dd", { text: text || "–" })),
      ),
    );
  }

  function tryOut(outcomeOf) {
    wake();
    setTimeout(() => signal(outcomeOf), 50);
    told.tell("check.heard");
  }

  async function persist() {
    const isKept = await navigator.storage?.persist?.();
    told.tell(isKept ? "check.kept" : "check.not_kept", {}, !isKept);
    draw();
  }

  async function sync() {
    const { problem: wrong } = (await app.log.sync()) ?? app.log.status;
    told.tell(wrong ? "check.no_sync" : "check.synced", {}, Boolean(wrong));
    draw();
  }
}

/** How long ago in words, as a lamp says it. */
export function sayAgo(ms) {
  if (ms < MINUTE) return say("ago.now");
  if (ms < HOUR) return say("ago.minutes", { count: Math.floor(ms / MINUTE) });
  return say("ago.hours", { count: Math.floor(ms / HOUR) });
}

function sayValue(name, value) {
  if (value.percent !== undefined) return `${value.percent} %${value.charging ? ` · ${say("lamp.charging")}` : ""}`;
  if (value.megabytes !== undefined) return say("lamp.megabytes", { count: value.megabytes });
  if (value.within !== undefined) return say("lamp.within", { ms: value.within, ago: sayAgo(value.ago) });
  return value.ago === undefined ? "" : sayAgo(value.ago);
}
