// The head count: first who does not fit and what to do, then how many are where, then the roll call of the night.
import { make, glyph } from "/app/dom.js";
import { clock, sayAge } from "/static/hq_words.js";

/** Bibs as links to what is known of each. */
export function bibs(names, most = 40) {
  const shown = names.slice(0, most).flatMap((bib, index) => [index ? " " : null, make("a", { href: `/hq/runner/${bib}`, className: "bib", text: bib })]);
  if (names.length > most) shown.push(` and ${names.length - most} more`);
  return shown;
}

/** What stands in the panel of the head count. */
export function headCount(count) {
  return [...disagreements(count), balance(count), states(count), night(count)];
}

function balance(count) {
  const sum = Object.entries(count.states).reduce((all, [said, many]) => all + (said === "not started" ? 0 : many), 0);
  if (!count.starters && count.balances) return make("p", { className: "balance", text: "Nobody is on this stage yet." });
  if (count.balances && sum === count.starters) {
    return make("p", { className: "balance" }, glyph("✓", "mark"), make("strong", { text: ` Balances: ${sum} of ${count.starters}` }));
  }
  const open = count.disagreements.length + count.unread.length;
  const why = sum === count.starters ? `${open} open question${open > 1 ? "s" : ""}` : `${sum} of ${count.starters} starters counted`;
  return make("p", { className: "balance alarmed" }, glyph("⚠", "mark"), make("strong", { text: ` DOES NOT BALANCE: ${why}` }));
}

/** A text with a capital and a full stop. */
export const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;

function disagreements({ disagreements: found, unread }) {
  if (!found.length && !unread.length) return [];
  const strangers = unread.map((text) => make("li", {}, make("p", {}, make("strong", { text: `Seen and not known who: ${text}.` }), " It may be anybody.")));
  return [make("ol", { className: "list disagreements" }, found.map((each) =>
    make("li", {}, make("p", { className: "who" }, bibs(each.bibs), " ", make("span", { className: "when", data: { age: each.since }, text: sayAge(each.since) })),
      make("p", {}, sentence(each.says), " ", make("strong", { text: sentence(each.do) })))), strangers)];
}

function states(count) {
  const rows = Object.entries(count.states).map(([said, many]) =>
    make("div", { className: many ? "" : "none" }, make("dt", { text: said }), make("dd", { text: many })));
  return make("dl", { className: "states" }, rows, make("div", { className: "sum" }, make("dt", { text: "starters" }), make("dd", { text: count.starters })));
}

function night(count) {
  if (count.called === null) return make("p", { className: "soft", text: "No roll call in camp yet." });
  const lists = [["Did not answer", count.silent], ["Nobody knows where", count.nowhere]].filter(([, names]) => names.length)
    .map(([said, names]) => make("p", { className: "alarmed" }, make("strong", { text: `${said}: ` }), bibs(names)));
  const calm = `Roll call ${clock(count.called)}: ${count.answered.length} answered, ${count.in_care.length} in care, ${count.out_there.length} out there.`;
  return make("div", {}, make("p", { text: calm }), lists);
}
