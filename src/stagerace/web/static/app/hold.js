// Holding the checkpoint: called by its captain, or heard by voice with a check code.
import { make } from "./dom.js";
import { checkCode } from "./chain.js";
import { choice, field, outcome, screen, twice } from "./forms.js";
import { calling, releasing } from "./holds.js";
import { makeOrders } from "./order_banner.js";
import { MINUTE, lastAt, readMinutes, sayLength, sayNear } from "./times.js";
import { language, say } from "./words.js";

const MAY_CALL = ["captain", "director", "hq"];
const REASONS = ["storm", "fire", "heat", "flood", "medical"];

export function makeHold(app) {
  const { hold, offset } = app.view();
  const told = outcome();
  const what = hold ? "release" : "hold";
  const orders = makeOrders(app, true);
  const node = screen(app, say("hold.title"), orders.node, state(), told.node, ...captain(), heard());
  orders.draw();
  const draw = () => (app.view().hold?.hold !== hold?.hold ? app.redraw() : orders.draw());
  return { node, draw };

  function state() {
    if (!hold) return make("p", { className: "card", text: `● ${say("hold.none")}` });
    const time = sayNear(hold.held_from, app.now(), offset, language());
    return make("p", {
      className: "card warn",
      text: `■ ${say("hold.since", { time })} · ${sayLength(app.now() - hold.held_from)}`,
    });
  }

  function captain() {
    if (!MAY_CALL.includes(app.log.state.role))
      return [make("p", { className: "soft", text: say("hold.not_captain") })];
    const time = field(say("hold.time_or_now"), "digits", { maxlength: 5, placeholder: "HHMM" });
    const reason = hold
      ? null
      : choice(
          say("hold.reason"),
          REASONS.map((each) => [each, say(`hold.${each}`)]),
          "storm",
        );
    const write = twice(
      app,
      say(`hold.call_${what}`),
      (moment) => {
        const at = time.input.value.trim() ? instantOf(time.input.value) : moment.wall;
        if (at !== null) keep(at, { reason: reason?.value() });
      },
      "danger",
    );
    return [make("h2", { text: say("hold.captain") }), time.node, reason?.node, write];
  }

  function heard() {
    const time = field(say("hold.heard_time"), "digits", { maxlength: 5, placeholder: "HHMM" });
    const code = field(say("hold.code"), "text", { maxlength: 4, autocapitalize: "characters" });
    const from = field(say("hold.heard_from"));
    const write = twice(
      app,
      say(`hold.heard_${what}`),
      () => {
        const at = instantOf(time.input.value);
        const said = code.input.value.trim().toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
        if (at === null) return;
        const { log_id, place } = app.log.state;
        if (said !== checkCode(log_id, place, at, what)) told.tell("hold.wrong_code", {}, true);
        else keep(at, { heard_from: from.input.value.trim() || "voice", code: said });
      },
      "primary",
    );
    const about = make("p", { className: "soft", text: say("hold.heard_about") });
    return make(
      "div",
      {},
      make("h2", { text: say(`hold.heard_${what}`) }),
      about,
      time.node,
      code.node,
      from.node,
      write,
    );
  }

  function instantOf(text) {
    const minutes = readMinutes(text);
    if (minutes === null) {
      told.tell("hold.no_time", {}, true);
      return null;
    }
    const at = lastAt(minutes, app.now() + MINUTE, offset);
    if (!hold || at >= hold.held_from) return at;
    told.tell("hold.before", {}, true);
    return null;
  }

  async function keep(at, more) {
    const { place, node: own } = app.log.state;
    const by = app.by();
    const body = hold
      ? releasing(hold, { ...more, released_at: at, place, by })
      : calling({ ...more, held_from: at, place, node: own, by });
    const isKept = await app.recorder.keep([body], "warning");
    if (isKept) app.go("keypad");
    else told.tell("keypad.not_kept", {}, true);
  }
}
