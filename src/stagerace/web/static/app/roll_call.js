// The roll call: tick who answers; who does not is on the list of the missing.
import { button, make, retext } from "./dom.js";
import { outcome, screen, tickList, twice } from "./forms.js";
import { rollOf } from "./passing_lists.js";
import { say } from "./words.js";

export function makeRollCall(app) {
  const view = app.view();
  const expected = rollOf(view);
  const told = outcome();
  const missing = make("p", { className: "counted", role: "status" });
  const list = tickList(expected, `roll ${view.place.id}`, count);
  const all = button(say("roll.all"), tickAll, { className: "quiet" });
  const write = twice(app, say("roll.write"), call, "primary");
  const intro = make("p", { className: "soft", text: say(expected.length ? "roll.tick" : "roll.nobody") });
  const node = screen(app, say("roll.title"), intro, all, list.node, missing, write, told.node);
  all.hidden = missing.hidden = !expected.length;
  count();
  return { node, draw };

  /** Who came in or left meanwhile belongs on the list; the ticks are kept. */
  function draw() {
    if (String(rollOf(app.view()).map(({ bib }) => bib)) !== String(expected.map(({ bib }) => bib))) app.redraw();
  }

  function absent() {
    const there = new Set(list.ticked());
    return expected.map((each) => each.bib).filter((bib) => !there.has(bib));
  }

  function count() {
    const bibs = absent();
    missing.classList.toggle("bad", bibs.length > 0);
    retext(
      missing,
      bibs.length
        ? `■ ${say("roll.missing", { n: bibs.length, bibs: bibs.join(" ") })}`
        : `● ${say("roll.complete", { n: expected.length })}`,
    );
  }

  function tickAll() {
    for (const box of list.node.querySelectorAll("input")) box.checked = true;
    list.node.dispatchEvent(new Event("change"));
  }

  async function call() {
    const body = {
      kind: "roll_called",
      place: view.place.id,
      called_at: app.now(),
      present: list.ticked(),
      missing: absent(),
      by: app.by(),
    };
    const isKept = await app.recorder.keep([body]);
    if (isKept) list.forget();
    told.tell(
      isKept ? "roll.kept" : "keypad.not_kept",
      { present: body.present.length, missing: body.missing.length },
      !isKept,
    );
  }
}
