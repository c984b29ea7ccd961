// Checkpoints, incidents, dangers and holds as lists; every state is a word and a shape, never a colour alone.
import { make, button, glyph } from "/app/dom.js";
import { bibs } from "/static/hq_count.js";
import { clock, km, place, sayAge } from "/static/hq_words.js";

const SHAPES = { open: "○", silent: "⚠", held: "‖", "told to hold": "⚠", closed: "■", swept: "◆" };

const age = (at) => make("span", { data: { age: at }, text: sayAge(at) });

/** The checkpoints in course order. */
export function checkpoints(found) {
  return found.map((each) => {
    const state = make("strong", { className: `state ${["silent", "held", "told to hold"].includes(each.state) ? "alarmed" : ""}` },
      glyph(SHAPES[each.state]), ` ${each.state}`, each.since ? ` since ${clock(each.since)}` : "");
    const devices = (each.devices ?? []).flatMap((device, index) => [index ? ", " : null, `${device.label} `, device.heard === null ? "never heard" : age(device.heard)]);
    const water = each.litres === undefined ? "water not counted" : [`${each.litres} L of water `, age(each.counted)];
    return make("li", {},
      make("h3", {}, place(each.place), make("small", { text: ` km ${km(each.metres)}` }), " ", state),
      make("p", {}, `${(each.here ?? []).length} here, ${each.expected ?? 0} to come; `, water),
      each.here?.length ? make("p", { className: "who" }, bibs(each.here, 12)) : null,
      devices.length ? make("p", { className: "soft" }, "Heard: ", devices) : null);
  });
}

/** The incidents, the open ones first. */
export function incidents(found) {
  if (!found.length) return [make("li", { className: "none", text: "None." })];
  return found.map((each) => make("li", {},
    make("h3", {}, make("a", { href: `/hq/incident/${each.incident}`, text: `${each.what} ${clock(each.opened)}` }),
      " ", make("strong", { className: each.is_open ? "state alarmed" : "state", text: each.is_open ? "▲ open" : "✓ over" })),
    make("p", {}, [each.place && place(each.place), each.where].filter(Boolean).join(": ") || "place not known", "; ",
      each.owner ? `${each.owner} sees to it` : make("strong", { className: "alarmed", text: "nobody sees to it" })),
    each.bibs.length ? make("p", { className: "who" }, bibs(each.bibs)) : make("p", { text: "About whom is not known." })));
}

/** What is drawn and ordered, with the way to end it for those who may. */
export function dangers(zones, holds, may, end) {
  const all = [...zones.map((each) => zone(each, may, end)), ...holds.map((each) => hold(each, may, end))];
  return all.length ? all : [make("li", { className: "none", text: "None." })];
}

function zone(each, may, end) {
  const where = each.stretches.map(([low, high]) => `km ${km(low)} to ${km(high)}`);
  if (each.area.length) where.push(`${each.area.length} corners on the map`);
  return make("li", {},
    make("h3", {}, make("strong", { className: "alarmed", text: `▨ ${each.what}` }), ` ${where.join(", ")}, since ${clock(each.drawn)}`),
    each.note ? make("p", { text: each.note }) : null,
    each.stretches.length ? concerned(each) : [make("p", {}, make("strong", { className: "alarmed", text: "⚠ It touches no part of the course, so nobody is named." }), " Tell whoever may be near it, or draw it wider.")],
    may ? button("Danger over", () => end("zone", { zone: each.zone, lift: "1" }), { className: "quiet", "aria-label": `Danger over: ${each.what} ${where.join(", ")}` }) : null);
}

/** Whom a danger concerns, those first who may be in it; that nobody is named means only that nobody is known there. */
function concerned(each) {
  const those = [["May be in it: ", each.inside], ["Looked after, and may be in it: ", each.kept],
    ["Come to it: ", each.ahead], ["Come to it once they start: ", each.waiting]].filter(([, who]) => who.length);
  return those.length ? those.map(([says, who]) => make("p", { className: "who" }, says, bibs(who, who.length)))
    : [make("p", { className: "who", text: "Nobody is known to be in it or to come to it." })];
}

function hold(each, may, end) {
  const heard = each.places.map((name) => make("li", {}, `${place(name)}: `,
    name in each.heard ? `✓ heard ${clock(each.heard[name])}` : make("strong", { className: "alarmed", text: "⚠ has not acknowledged" })));
  const said = each.released === null ? `‖ Hold since ${clock(each.ordered)}` : `Released ${clock(each.released)}`;
  return make("li", {}, make("h3", { text: said }), make("p", { text: [each.reason, each.by].filter(Boolean).join(", by ") }), make("ul", {}, heard),
    may && each.released === null ? button("Release", () => end("hold", { hold: each.hold, release: "1" }), { className: "quiet", "aria-label": `Release the hold of ${each.places.join(", ")}` }) : null);
}
