// The strip on top: place, clock, what is not sent yet, and three lamps; a tap opens the device check.
import { glyph, make, retext } from "./dom.js";
import { icon } from "./icons.js";
import { lampsOf } from "./lamps.js";
import { makeOrders } from "./order_banner.js";
import { SIGNS } from "./signs.js";
import { saySecond } from "./times.js";
import { say } from "./words.js";

const SHOWN = { battery: ["battery"], storage: ["persisted", "room"], contact: ["contact"] };
const NAMES = { battery: "battery", storage: "persisted", contact: "contact" };
const WORST = ["bad", "poor", "blank", "good"];

export function makeStrip(app) {
  const place = make("strong", { className: "place" });
  const time = make("time", { className: "clock" });
  const pending = make("span", { className: "pending" });
  const lamps = Object.keys(SHOWN).map((name) => lampOf(name));
  const node = make(
    "a",
    { className: "strip", href: "#check" },
    make("span", { className: "where" }, place, pending),
    time,
    make(
      "span",
      { className: "shapes" },
      lamps.map((each) => each.node),
    ),
  );
  const online = make("p", { className: "online-only", role: "note", hidden: true });
  const orders = makeOrders(app);
  return { node: make("header", {}, node, online, orders.node), draw, tick, look };

  function draw() {
    const { state } = app.log;
    retext(place, state.place || say("place.none"));
    const count = app.pending();
    retext(
      pending,
      state.online_only
        ? ""
        : count
          ? `${SIGNS.unsent} ${say("pending", { n: count })}`
          : `${SIGNS.sent} ${say("all_sent")}`,
    );
    online.hidden = !state.online_only;
    retext(online, state.online_only ? `${SIGNS.poor} ${say(`online_only.${state.why || "no_tls"}`)}` : "");
    orders.draw();
    tick();
  }

  function tick() {
    retext(time, saySecond(app.now(), app.view().offset));
  }

  async function look() {
    const all = await lampsOf(app);
    for (const each of lamps) each.draw(all);
  }
}

function lampOf(name) {
  const shape = glyph(SIGNS.blank, "shape");
  const words = make("span", { className: "unseen" });
  const node = make("span", { className: "lamp" }, shape, icon(name), words);
  const draw = (all) => {
    const found = all.filter((each) => SHOWN[name].includes(each.name)).map((each) => each.state);
    const state = WORST.find((each) => found.includes(each)) ?? "blank";
    node.className = `lamp ${state}`;
    retext(shape, SIGNS[state]);
    retext(words, ` ${say(`lamp.${NAMES[name]}`)}: ${say(`lamp.${state}`)}.`);
  };
  return { node, draw };
}
