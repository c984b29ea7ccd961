// One incident: recorded first, and here said more of it; what was done about it is told step by step.
import { make, retext } from "./dom.js";
import { field, outcome, screen, twice } from "./forms.js";
import { makeIncidents } from "./incident_list.js";
import { sayIncident } from "./incident_sheet.js";
import { STEPS, bibsIn, sayingMore, telling } from "./incidents.js";
import { MINUTE, lastAt, readMinutes, saySecond } from "./times.js";
import { say } from "./words.js";

export function makeIncident(app) {
  const found = () => app.view().incidents.find((each) => each.incident === app.chosen());
  const first = found();
  if (!first) return makeIncidents(app);
  const state = make("p", { className: "card", role: "status" });
  const [told, done] = [outcome(), outcome()];
  const line = make("ol", { className: "timeline" });
  const time = field(say("incident.time"), "digits", { maxlength: 5, placeholder: "HHMM" });
  const words = field(say("incident.words"), "text", { maxlength: 200 });
  const more = fields();
  const save = twice(app, say("incident.save"), keepMore, "primary");
  const keys = STEPS.map((step) => keyOf(step));
  const ends = { closed: keyOf("closed", "danger"), reopened: keyOf("reopened", "danger") };
  const node = screen(
    app,
    sayIncident(app, { ...first, where: "", bibs: [] }),
    state,
    more.node,
    save,
    told.node,
    make("h2", { text: say("incident.done") }),
    time.node,
    words.node,
    make("div", { className: "steps" }, keys, ends.closed, ends.reopened),
    done.node,
    line,
  );
  draw();
  return { node, draw };

  function fields() {
    const bibs = field(say("incident.bibs"), "digits", { maxlength: 80, value: first.bibs.join(" ") });
    const where = field(say("incident.where"), "text", { maxlength: 200, value: first.where });
    const note = field(say("incident.note"), "text", { maxlength: 300, value: first.note });
    const owner = field(say("incident.owner"), "text", { maxlength: 60, value: first.owner });
    const all = [bibs, where, note, owner];
    const read = () => ({
      bibs: bibsIn(bibs.input.value),
      where: where.input.value.trim(),
      note: note.input.value.trim(),
      owner: owner.input.value.trim(),
    });
    return { node: make("div", { className: "fields" }, all.map((each) => each.node)), read };
  }

  function draw() {
    const incident = found();
    if (!incident) return;
    const at = saySecond(incident.opened_at, app.view().offset);
    const who = { bibs: incident.bibs.join(" ") };
    const still = incident.isWide ? say("incident.still_all") : say("incident.still", who);
    retext(state, `${incident.isOpen ? `✓ ${say("incident.kept", { time: at })}` : `● ${say("incident.is_over")}.`} ${still}`);
    state.classList.toggle("warn", incident.isOpen);
    ends.closed.hidden = !incident.isOpen;
    ends.reopened.hidden = incident.isOpen;
    line.replaceChildren(...incident.steps.map(rowOf));
  }

  function rowOf({ told_at, step, text, by }) {
    const said = [say(`step.${step}`), text, by].filter(Boolean).join(" · ");
    return make("li", {}, make("strong", { text: saySecond(told_at, app.view().offset).slice(0, 5) }), " ", said);
  }

  function keyOf(step, className = "") {
    return twice(app, say(`step.${step}`), (moment) => keepStep(step, moment.wall), className);
  }

  async function keepMore() {
    const said = more.read();
    if (said.bibs === null) return told.tell("incident.no_bibs", {}, true);
    const isKept = await app.recorder.keep([sayingMore(found(), said, app.by())]);
    const unknown = said.bibs.filter((bib) => !app.view().runners.has(bib));
    if (isKept && unknown.length) told.tell("incident.unknown", { bibs: unknown.join(" ") }, true);
    else told.tell(isKept ? "incident.saved" : "keypad.not_kept", {}, !isKept);
  }

  async function keepStep(step, now) {
    const told_at = time.input.value.trim() ? instantOf(time.input.value) : now;
    if (told_at === null) return done.tell("hold.no_time", {}, true);
    const about = { told_at, text: words.input.value.trim(), by: app.by() };
    const isKept = await app.recorder.keep([telling(found(), step, about)]);
    if (isKept) time.input.value = words.input.value = "";
    done.tell(isKept ? "incident.told" : "keypad.not_kept", { step: say(`step.${step}`) }, !isKept);
  }

  function instantOf(text) {
    const minutes = readMinutes(text);
    return minutes === null ? null : lastAt(minutes, app.now() + MINUTE, app.view().offset);
  }
}
