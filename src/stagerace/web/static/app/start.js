// The start: the gun of each wave, and who does not stand there.
import { button, make, retext } from "./dom.js";
import { outcome, screen, tickList, twice } from "./forms.js";
import { byBib } from "./passings.js";
import { sayMinute, saySecond } from "./times.js";
import { say } from "./words.js";

export function makeStart(app) {
  const view = app.view();
  const told = outcome();
  const waves = view.waves.length ? view.waves : [{ wave: "", start: view.start, runners: view.runners.size }];
  const guns = waves.map((wave) => gunOf(wave));
  const standing = [...view.runners.values()]
    .filter((each) => !view.out.has(each.bib))
    .sort((one, other) => byBib(one.bib, other.bib));
  const list = tickList(standing, `start ${view.place.id}`, count);
  const left = make("p", { className: "counted", role: "status" });
  const write = twice(app, say("start.write"), writeAbsent, "primary");
  const all = button(say("roll.all"), tickAll, { className: "quiet" });
  const node = screen(
    app,
    say("start.title"),
    make(
      "div",
      { className: "guns" },
      guns.map((each) => each.node),
    ),
    told.node,
    make("h2", { text: say("start.who") }),
    make("p", { className: "soft", text: say("start.tick") }),
    all,
    list.node,
    left,
    write,
  );
  count();
  return { node, draw: () => guns.forEach((each) => each.draw()) };

  function gunOf(wave) {
    const name = wave.wave ? say("start.gun_wave", { wave: wave.wave }) : say("start.gun");
    const planned = say("start.planned", { time: sayMinute(wave.start, view.offset), n: wave.runners });
    const fired = make("p", { className: "fired", role: "status" });
    const gun = twice(app, `◉ ${name}`, (moment) => fire(wave, moment), "gun");
    const draw = () => retext(fired, sayFired(wave));
    return { node: make("div", { className: "card" }, make("p", { text: planned }), gun, fired), draw };
  }

  function sayFired(wave) {
    const own = app.view().records.map(({ body }) => body);
    const all = [...(app.log.pack?.reports ?? []).map(({ body }) => body), ...own];
    const last = all.filter((each) => each.kind === "gun_fired" && (each.wave ?? "") === wave.wave).at(-1);
    return last ? `✓ ${say("start.fired", { time: saySecond(last.fired_at, view.offset) })}` : "";
  }

  async function fire(wave, { wall, mono, segment }) {
    const body = {
      kind: "gun_fired",
      place: view.place.id,
      fired_at: wall,
      wave: wave.wave,
      by: app.by(),
      segment,
      mono,
    };
    const isKept = await app.recorder.keep([body]);
    told.tell(isKept ? "start.gun_kept" : "keypad.not_kept", {}, !isKept);
  }

  function absent() {
    const there = new Set(list.ticked());
    return standing.map((each) => each.bib).filter((bib) => !there.has(bib));
  }

  function tickAll() {
    for (const box of list.node.querySelectorAll("input")) box.checked = true;
    list.node.dispatchEvent(new Event("change"));
  }

  function count() {
    const missing = absent();
    retext(left, say("start.absent", { n: missing.length, count: missing.length }));
  }

  async function writeAbsent() {
    const bibs = absent();
    const isKept = await app.recorder.keep([
      { kind: "not_at_start", place: view.place.id, noted_at: app.now(), bibs, by: app.by() },
    ]);
    if (isKept) list.forget();
    told.tell(isKept ? "start.kept" : "keypad.not_kept", { bibs: bibs.join(" ") || "–" }, !isKept);
  }
}
