// The alerts in order of weight: evidence, whose it is, and the answers; what is being typed is never taken away.
import { make, button, glyph } from "/app/dom.js";
import { bibs, sentence } from "/static/hq_count.js";
import { clock, place, sayAge } from "/static/hq_words.js";

const SHOWN = 3; // so much evidence is seen at once
const STATES = { open: "nobody answered", taken: "taken", acknowledged: "acknowledged", dismissed: "dismissed", passed_on: "passed on" };

/** Keeps the list true; `answer` sends one answer. */
export function alertList(list, answer) {
  const shown = new Map();

  return (alerts) => {
    const wanted = new Set(alerts.map((each) => each.alert));
    for (const [name, item] of shown) {
      if (!wanted.has(name)) {
        item.node.remove();
        shown.delete(name);
      }
    }
    alerts.forEach((alert, index) => {
      const item = shown.get(alert.alert) ?? fresh(alert, answer);
      shown.set(alert.alert, item);
      item.tell(alert);
      if (list.children[index] !== item.node) list.insertBefore(item.node, list.children[index] ?? null);
    });
  };
}

/** One alert: what is told of it is made anew when it changed, its answers stay. */
function fresh(alert, answer) {
  const about = make("div", { className: "about" });
  const reason = make("input", { id: `why-${alert.alert}`, maxlength: 300, autocomplete: "off" });
  const dismissing = make("form", { hidden: true, className: "reason" },
    make("label", { htmlFor: reason.id, text: "Why it is no alarm" }), reason,
    make("button", { type: "submit", text: "Dismiss" }));
  const send = (word, why = "") => answer(alert.alert, word, why);
  const open = button("Dismiss…", () => { dismissing.hidden = !dismissing.hidden; open.setAttribute("aria-expanded", String(!dismissing.hidden)); if (!dismissing.hidden) reason.focus(); }, { className: "quiet", "aria-expanded": "false" });
  const keys = [
    button("I take it", () => send("taken")), button("Acknowledge", () => send("acknowledged"), { className: "quiet" }),
    button("Pass on", () => send("passed_on"), { className: "quiet" }), open,
  ];
  dismissing.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await send("dismissed", reason.value)) dismissing.hidden = true;
  });
  const node = make("li", { data: { alert: alert.alert } }, about, make("div", { className: "row" }, keys), dismissing);
  let drawn = "";
  return {
    node,
    tell(told) {
      const now = JSON.stringify(told);
      if (now === drawn) return;
      drawn = now;
      node.className = `alert ${told.state} level-${told.level}`;
      const who = told.bibs.length ? ` ${told.bibs.slice(0, 3).join(", ")}` : ` ${place(told.place)}`;
      for (const key of [...keys.slice(0, 3), open]) key.setAttribute("aria-label", `${key.textContent.replace("…", "")}: ${told.title}${who}`);
      about.replaceChildren(...head(told));
    },
  };
}

/** What somebody said last; passed on, it waits for whom it names. */
const wordOf = ({ state, by }) => (state === "open" && by ? STATES.passed_on : STATES[state] ?? state);

/** Whether somebody must speak: nobody did, or it became worse since. */
export const isWaiting = ({ state, worse }) => state === "open" || worse;

/** Who said so, and when. */
const answerOf = ({ by, answered }) => by && `answered by ${by} at ${clock(answered)}`;

function head(alert) {
  const since = make("span", { className: "when" }, `since ${clock(alert.since)}, `, make("span", { data: { age: alert.since }, text: sayAge(alert.since) }));
  const where = alert.place && alert.what !== "in_zone" ? ` · ${place(alert.place)}` : "";
  const lines = alert.evidence.map((text) => make("li", { text: sentence(text) }));
  const state = [alert.worse && "worse since anybody spoke of it", wordOf(alert), alert.owner && `${alert.owner} sees to it`, alert.reason, answerOf(alert)].filter(Boolean).join("; ");
  return [
    make("h3", {}, glyph(isWaiting(alert) ? "▲" : "✓", "mark"), ` ${alert.title}${where} `, since),
    alert.bibs.length ? make("p", { className: "who" }, bibs(alert.bibs)) : null,
    make("ul", { className: "evidence" }, lines.slice(0, SHOWN)),
    lines.length > SHOWN ? make("details", {}, make("summary", { text: `${lines.length - SHOWN} more` }), make("ul", { className: "evidence" }, lines.slice(SHOWN))) : null,
    isWaiting(alert) ? make("p", { className: "asks" }, make("strong", { text: "To do: " }), alert.asks) : null,
    make("p", { className: "soft" }, make("strong", { className: isWaiting(alert) ? "alarmed" : "", text: state }), `; ${alert.whose}`),
  ].filter(Boolean);
}
