// A runner who gives up here: who, why, where they are taken, and who has them from now on.
import { make, retext } from "./dom.js";
import { choice, field, outcome, screen, twice } from "./forms.js";
import { whoIs } from "./display.js";
import { say } from "./words.js";

/** Why runners stop; written into the record as they stand here, shown in the language of the crew. */
const REASONS = ["heat", "stomach", "feet", "injury", "exhaustion", "too late", "own wish"];

export function makeWithdrawal(app) {
  const bib = field(say("withdrawal.bib"), "digits", { maxlength: 8 });
  const who = make("p", { className: "who", role: "status" });
  const reason = choice(
    say("withdrawal.reason"),
    REASONS.map((each) => [each, say(`reason.${each.replace(" ", "_")}`)]),
  );
  const words = field(say("withdrawal.words"));
  const destination = field(say("withdrawal.destination"));
  const vehicle = field(say("withdrawal.vehicle"));
  const custody = field(say("withdrawal.custody"));
  const told = outcome();
  const write = twice(app, say("withdrawal.write"), report, "danger");
  bib.input.addEventListener("input", () => retext(who, known()));
  const node = screen(
    app,
    say("withdrawal.title"),
    bib.node,
    who,
    reason.node,
    words.node,
    destination.node,
    vehicle.node,
    custody.node,
    make("p", { className: "soft", text: say("withdrawal.custody_hint") }),
    write,
    told.node,
  );
  return { node };

  function known() {
    const view = app.view();
    const number = bib.input.value.trim().toUpperCase();
    if (!number) return "";
    if (view.out.has(number)) return `! ${number} ${say(`out.${view.out.get(number)}`)}`;
    return view.runners.has(number) ? `✓ ${number} ${whoIs(view, number)}` : `? ${say("verdict.unknown")}`;
  }

  async function report() {
    const number = bib.input.value.trim().toUpperCase();
    if (!/^[0-9A-Z]{1,8}$/.test(number)) return told.tell("withdrawal.no_bib", {}, true);
    const why = [reason.value(), words.input.value.trim()].filter(Boolean).join(": ");
    if (!why) return told.tell("withdrawal.no_reason", {}, true);
    const isKept = await app.recorder.keep([
      {
        kind: "withdrawal_reported",
        bib: number,
        place: app.log.state.place,
        reported_at: app.now(),
        reason: why,
        destination: destination.input.value.trim(),
        vehicle: vehicle.input.value.trim(),
        custody: custody.input.value.trim(),
        by: app.by(),
      },
    ]);
    told.tell(isKept ? "withdrawal.kept" : "keypad.not_kept", { bib: number }, !isKept);
    if (isKept) for (const each of [bib, words, destination, vehicle, custody]) each.input.value = "";
    retext(who, "");
  }
}
