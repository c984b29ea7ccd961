// The banner of headquarters' orders on every screen, with the one key that answers.
import { button, make } from "./dom.js";
import { answering } from "./orders.js";
import { signal } from "./sounds.js";
import { sayNear } from "./times.js";
import { language, say } from "./words.js";

/** What was sounded already: a screen that is built anew does not sound it again. */
const sounded = new Set();

/** The banner, and the same key for a screen that a number pad walks through: {node, draw}. */
export function makeOrders(app, isQuiet = false) {
  const node = make("div", { className: "orders" });
  let drawn = "";
  return { node, draw };

  function draw() {
    const { orders, offset } = app.view();
    const shown = JSON.stringify([orders, offset(app.now())]);
    if (shown === drawn) return;
    drawn = shown;
    node.replaceChildren(...orders.map(cardOf));
    if (!isQuiet) orders.filter((order) => order.asks).forEach(sound);
  }

  function cardOf(order) {
    const isReleased = order.released_at !== null;
    const at = sayNear(isReleased ? order.released_at : order.ordered_at, app.now(), app.view().offset, language());
    const words = [`${isReleased ? "●" : "■"} ${say(isReleased ? "order.released" : "order.hold", { time: at })}`];
    if (order.reason && !isReleased) words.push(order.reason);
    if (!order.asks) words.push(say("order.heard"));
    const told = make("p", { text: words.join(" · ") });
    const how = { className: isReleased ? "order released" : "order", role: order.asks && !isQuiet ? "alert" : null };
    return make("div", how, told, order.asks && keyOf(order, told));
  }

  function keyOf(order, told) {
    const answer = async () => {
      key.disabled = true;
      const about = { place: app.log.state.place, now: app.now(), by: app.by() };
      const isKept = await app.recorder.keep([answering(order, about)]);
      if (!isKept) told.textContent = `✗ ${say("keypad.not_kept")}`;
      key.disabled = false;
    };
    const key = button(say(order.released_at === null ? "order.we_hold" : "order.we_let_go"), answer);
    return key;
  }
}

function sound({ hold, released_at }) {
  const key = `${hold} ${released_at}`;
  if (!sounded.has(key)) signal("order");
  sounded.add(key);
}
