// One shift hands the checkpoint to the next.
import { make } from "./dom.js";
import { field, outcome, screen, twice } from "./forms.js";
import { note, noted } from "./notes.js";
import { listsOf } from "./passing_lists.js";
import { say } from "./words.js";

export function makeShift(app) {
  const view = app.view();
  const leaving = field(say("shift.leaving"), "text", { maxlength: 12, value: noted("initials") });
  const coming = field(say("shift.coming"), "text", { maxlength: 12 });
  const here = field(say("shift.here"), "digits", { maxlength: 4, value: String(listsOf(view).here.length) });
  const words = field(say("note"), "long", { rows: 3 });
  const told = outcome();
  const pending = make("p", { className: "soft", text: say("pending", { n: app.pending() }) });
  const write = twice(app, say("shift.write"), hand, "primary");
  const node = screen(
    app,
    say("shift.title"),
    pending,
    leaving.node,
    coming.node,
    here.node,
    words.node,
    write,
    told.node,
  );
  return { node };

  async function hand() {
    const body = {
      kind: "shift_handed",
      place: view.place.id,
      handed_at: app.now(),
      leaving: leaving.input.value.trim(),
      coming: coming.input.value.trim(),
      here: Number(here.input.value.trim()),
      note: words.input.value.trim(),
    };
    if (!body.leaving || !body.coming) return told.tell("shift.no_initials", {}, true);
    if (!Number.isInteger(body.here) || body.here < 0) return told.tell("shift.no_count", {}, true);
    const isKept = await app.recorder.keep([body]);
    if (isKept) note("initials", body.coming);
    told.tell(isKept ? "shift.kept" : "keypad.not_kept", { coming: body.coming }, !isKept);
  }
}
