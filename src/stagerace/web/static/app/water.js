// How much water is left here: counted, typed, and sent to headquarters.
import { make, retext } from "./dom.js";
import { field, outcome, screen, twice } from "./forms.js";
import { sayNear } from "./times.js";
import { language, say } from "./words.js";

const MOST = 100_000;

export function makeWater(app) {
  const last = make("p", { className: "card", role: "status" });
  const litres = field(say("water.litres"), "digits", { maxlength: 6 });
  const told = outcome();
  const write = twice(app, say("water.write"), (moment) => keep(moment.wall), "primary");
  const about = make("p", { className: "soft", text: say("water.about") });
  const node = screen(app, say("water.title"), last, litres.node, about, write, told.node);
  draw();
  return { node, draw };

  function draw() {
    const { water, offset } = app.view();
    const time = water && sayNear(water.counted_at, app.now(), offset, language());
    retext(last, water ? `● ${say("water.last", { litres: water.litres, time })}` : `◌ ${say("water.none")}`);
  }

  async function keep(counted_at) {
    const text = litres.input.value.trim();
    if (!/^\d+$/.test(text) || Number(text) > MOST) return told.tell("water.no_number", {}, true);
    const body = { kind: "water_counted", place: app.log.state.place, counted_at, litres: Number(text), by: app.by() };
    const isKept = await app.recorder.keep([body]);
    if (isKept) litres.input.value = "";
    told.tell(isKept ? "water.kept" : "keypad.not_kept", { litres: text }, !isKept);
  }
}
