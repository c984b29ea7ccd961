// A runner goes from one's care into another's: this crew's word on it, and whose word is still missing.
import { button, make, retext } from "./dom.js";
import { choice, field, outcome, screen, twice } from "./forms.js";
import { whoIs } from "./display.js";
import { oursAt } from "./hand_overs.js";
import { MINUTE, sayMinute } from "./times.js";
import { say } from "./words.js";

const SIDES = ["gives", "takes", "found"];
const OTHERS = ["vehicle", "medic", "camp", "hospital"];
/** So long one side's word may stand alone; then somebody must ask [ms]. */
const WAITS = 15 * MINUTE;

export function makeHandOver(app) {
  const ours = oursAt(app.view().place);
  const others = [...OTHERS.filter((each) => each !== ours.what), "us"];
  const bib = field(say("withdrawal.bib"), "digits", { maxlength: 8 });
  const who = make("p", { className: "who", role: "status" });
  const side = choice(say("handover.side"), SIDES.map((each) => [each, say(`handover.${each}`)]), "gives");
  const other = choice(say("handover.who"), others.map((each) => [each, say(`keeper.${each}`)]), "vehicle");
  const name = field(say("handover.name"), "text", { maxlength: 60 });
  const told = outcome();
  const lists = make("div", { className: "waiting-words" });
  const write = twice(app, say("handover.write"), (moment) => keep(moment.wall), "primary");
  const about = make("p", { className: "soft", text: say("handover.about") });
  const us = other.node.querySelector("[value=us]").closest("label");
  us.hidden = true;
  side.node.addEventListener("change", () => (us.hidden = side.value() !== "found"));
  bib.input.addEventListener("input", () => retext(who, known()));
  const form = [bib.node, who, side.node, other.node, name.node, about, write, told.node];
  const node = screen(app, say("handover.title"), lists, ...form);
  let drawn = "";
  draw();
  return { node, draw };

  function known() {
    const number = numberOf();
    if (!number) return "";
    const { runners } = app.view();
    return runners.has(number) ? `✓ ${number} ${whoIs(app.view(), number)}` : `? ${say("verdict.unknown")}`;
  }

  function numberOf() {
    return bib.input.value.trim().toUpperCase();
  }

  function draw() {
    const { given, coming } = app.view().handed;
    const late = [...given, ...coming].filter((word) => word.handed_at + WAITS <= app.now()).length;
    const shown = JSON.stringify([given, coming, late]);
    if (shown === drawn) return;
    drawn = shown;
    lists.replaceChildren(
      ...listOf("handover.coming", coming, (word) => takeKey(word)),
      ...listOf("handover.given", given, () => null),
    );
  }

  function listOf(title, words, keyFor) {
    if (!words.length) return [];
    const rows = words.map((word) => make("li", { className: "card" }, make("span", { text: sayWord(word) }), keyFor(word)));
    return [make("h2", { text: say(title) }), make("ul", { className: "cards" }, rows)];
  }

  function sayWord({ bib: number, side: spoken, handed_at, giver, taker }) {
    const isOurs = spoken === "gives" && giver.what === ours.what;
    const them = isOurs ? taker : giver;
    const time = sayMinute(handed_at, app.view().offset);
    const late = handed_at + WAITS <= app.now() ? ` · ! ${say("handover.ask")}` : "";
    return `${number} ${isOurs ? "▲" : "▼"} ${say(`keeper.${them.what}`)} ${them.name ?? ""} ${time}${late}`;
  }

  function takeKey(word) {
    const take = async () => {
      const body = { ...bodyOf(word.bib, "takes", app.now()), giver: word.giver, taker: ours };
      const isKept = await app.recorder.keep([body]);
      told.tell(isKept ? "handover.kept" : "keypad.not_kept", { bib: word.bib }, !isKept);
    };
    return button(say("handover.have"), take);
  }

  function bodyOf(number, spoken, handed_at) {
    const place = app.log.state.place;
    return { kind: "handed_over", bib: number, side: spoken, handed_at, place, by: app.by() };
  }

  async function keep(at) {
    const number = numberOf();
    const [what, called] = [other.value(), name.input.value.trim()];
    if (!/^[0-9A-Z]{1,8}$/.test(number)) return told.tell("withdrawal.no_bib", {}, true);
    if (["vehicle", "hospital"].includes(what) && !called) return told.tell("handover.no_name", {}, true);
    if (what === "us" && side.value() !== "found") return told.tell("handover.no_other", {}, true);
    const spoken = side.value() === "gives" ? "gives" : "takes";
    const isKept = await app.recorder.keep([{ ...bodyOf(number, spoken, at), ...sides(what, called) }]);
    told.tell(isKept ? "handover.kept" : "keypad.not_kept", { bib: number }, !isKept);
    if (isKept) bib.input.value = name.input.value = "";
    retext(who, "");
  }

  function sides(what, called) {
    const them = what === "us" ? ours : { what, name: called };
    if (side.value() === "gives") return { giver: ours, taker: them };
    return side.value() === "found" ? { giver: { what: "course" }, taker: them } : { giver: them, taker: ours };
  }
}
