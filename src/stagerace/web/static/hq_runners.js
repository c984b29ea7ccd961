// Everybody as a table: where, where they may be, how old that is, when they are due.
import { make } from "/app/dom.js";
import { clock, km, place, sayAge } from "/static/hq_words.js";

/** Keeps the table true; only rows that changed are made anew. */
export function runnerTable(table) {
  const shown = new Map();
  const named = table.tHead.rows[0].cells.length > 5;
  return (hq, alerted) => {
    const order = [...hq.runners].sort((one, other) => Number(alerted.has(other.bib)) - Number(alerted.has(one.bib)));
    order.forEach((each, index) => {
      const said = JSON.stringify([each, alerted.has(each.bib), hq.names[each.bib]]);
      let row = shown.get(each.bib);
      if (row?.said !== said) {
        const tr = rowOf(each, alerted.has(each.bib), named ? hq.names[each.bib] ?? "" : null);
        tr.hidden = row?.tr.hidden ?? false;
        row?.tr.replaceWith(tr);
        row = { said, tr };
        shown.set(each.bib, row);
      }
      const body = table.tBodies[0];
      if (body.rows[index] !== row.tr) body.insertBefore(row.tr, body.rows[index] ?? null);
    });
  };
}

function rowOf(each, alerted, name) {
  const between = each.low === undefined ? "" : each.high - each.low < 100 ? km(each.low) : `${km(each.low)} to ${km(each.high)}`;
  const seen = each.seen === undefined ? "not yet" : [`${clock(each.seen)}, `, make("span", { data: { age: each.seen }, text: sayAge(each.seen) })];
  const due = each.due === undefined ? "" : `${clock(each.due)} ${each.due_at ? place(each.due_at) : ""}`;
  return make("tr", { className: alerted ? "alerted" : "", data: { bib: each.bib } },
    make("th", { scope: "row" }, make("a", { href: `/hq/runner/${each.bib}`, className: "bib", text: each.bib }), alerted ? make("span", { className: "mark", text: " ▲" }) : null,
      alerted ? make("span", { className: "heard", text: " in an alert" }) : null),
    name === null ? null : make("td", { text: name }),
    make("td", { className: "where" }, each.where, each.doubts ? make("span", { className: "doubted", text: " ? in doubt" }) : null),
    make("td", { text: between }), make("td", {}, seen), make("td", { title: each.due_why ?? "", text: due }));
}

/** Show only the rows whose bib begins so, or whose name holds it. */
export function find(table, wanted) {
  const said = wanted.trim().toLowerCase();
  for (const tr of table.tBodies[0].rows) {
    const name = tr.cells.length > 5 ? tr.cells[1].textContent.toLowerCase() : "";
    tr.hidden = Boolean(said) && !tr.dataset.bib.toLowerCase().startsWith(said) && !name.includes(said);
  }
}
