// Safeguarding: told to named people only. Nothing of it is kept on this phone but boxes that only they can open.
import { make } from "./dom.js";
import { confide, isOpenLine, whyNotConfide } from "./confiding.js";
import { field, outcome, screen, twice } from "./forms.js";
import { sayTrouble } from "./troubles.js";
import { say } from "./words.js";

const LONGEST = 4000;
/** Refusals after which nothing may stay: nobody is named, others can read the line. */
const FINAL = [403, 409];

export function makeConfide(app) {
  const why = whyNotConfide(app.view().guardians);
  if (why) return { node: screen(app, say("confide.title"), inPerson(why)), draw: again };
  const note = field(say("confide.what"), "long", { rows: 5, maxlength: LONGEST });
  const where = field(say("confide.where"), "text", { maxlength: 200 });
  const bibs = field(say("confide.bibs"), "digits", { maxlength: 80 });
  const by = field(say("confide.by"), "text", { maxlength: 60 });
  const fields = { note, where, bibs, by };
  const told = outcome();
  const soft = (key, values) => make("p", { className: "soft", text: say(key, values) });
  const node = screen(
    app,
    say("confide.title"),
    soft("confide.about"),
    isOpenLine(app.log) && openLine(app.view().guardians),
    ...Object.values(fields).map((each) => each.node),
    soft("confide.freezes"),
    twice(app, say("confide.write"), write, "primary"),
    told.node,
  );
  return { node, draw: again };

  /** Whether anybody is named may change while the screen is open: then it is built anew, and what was typed is gone. */
  function again() {
    if (whyNotConfide(app.view().guardians) !== why) app.redraw();
  }

  async function write() {
    const said = Object.fromEntries(Object.entries(fields).map(([name, { input }]) => [name, input.value.trim()]));
    if (!said.note) return told.tell("confide.nothing", {}, true);
    try {
      const isKept = await confide(app, said);
      if (isKept) forget();
      told.tell(isKept ? "confide.kept" : "confide.not_kept", {}, !isKept);
    } catch (error) {
      const isFinal = FINAL.includes(error.status);
      if (isFinal) forget();
      told.tell(isFinal ? "confide.refused" : "confide.not_kept", { why: sayTrouble(error) }, true);
    }
  }

  function forget() {
    for (const { input } of Object.values(fields)) input.value = "";
  }
}

/** Over a line without TLS: what is safe, what is not, and who can be told face to face. */
function openLine(guardians) {
  const labels = guardians.map(({ label }) => label).filter(Boolean).join(", ");
  const who = labels ? say("confide.keeper", { labels }) : say("confide.guardian");
  return make("p", { className: "card", role: "note", text: say("confide.open_line", { who }) });
}

const inPerson = (why) =>
  make("p", { className: "card warn", role: "alert", text: `✗ ${say(why)} ${say("confide.in_person")}` });
