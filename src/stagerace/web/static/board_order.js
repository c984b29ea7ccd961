// The order of the rows and which of them are looked for; web/board_sorting.py does the same.
import { guessOf, valueOf } from "/static/board_rows.js";

const numbered = (tr, name) => (tr.dataset[name] === undefined ? null : Number(tr.dataset[name]));
const text = (tr, name) => tr.querySelector(`.${name}`).textContent.trim().toLowerCase() || null;

/** Bibs as people count them: by their digits first. */
function byBib(one, other) {
  const number = (bib) => Number(bib.replace(/\D/g, "") || 1e9);
  const [a, b] = [one.dataset.bib, other.dataset.bib];
  return number(a) - number(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** What a row is sorted by: a number or a text, null where there is nothing. */
function keyOf(tr, key, index, times) {
  if (index >= 0) return valueOf(tr.cells[index], times) ?? guessOf(tr.cells[index], times);
  if (key === "name") return text(tr, "name");
  if (key === "where") return numbered(tr, "furthest");
  return numbered(tr, key);
}

const compare = (a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1);

/** Put the rows of a table in order; those that have nothing to sort by come last. `sort` begins with - to turn it. */
export function order(table, sort, times) {
  const falls = sort.startsWith("-");
  const key = sort.replace(/^-/, "") || "place";
  const heads = [...table.tHead.rows[0].cells];
  const column = heads.findIndex((head) => head.dataset.key === key);
  const index = heads[column]?.classList.contains("point") ? column : -1;
  const body = table.tBodies[0];
  const rows = [...body.rows].map((tr) => [tr, keyOf(tr, key, index, times), numbered(tr, "place")]);
  rows.sort(([one, a, first], [other, b, second]) => {
    const turned = key === "bib" ? byBib(one, other) : compare(a, b);
    const known = a !== null && b !== null;
    return (falls && (known || key === "bib") ? -turned : turned) || compare(first, second) || byBib(one, other);
  });
  rows.forEach(([tr], position) => {
    if (body.rows[position] !== tr) body.insertBefore(tr, body.rows[position]);
  });
  for (const head of heads) {
    const is = head.dataset.key === key;
    head.setAttribute("aria-sort", is ? (falls ? "descending" : "ascending") : "none");
    head.querySelector("button").value = is && !falls ? `-${key}` : head.dataset.key;
  }
}

/** Show only the rows whose bib begins so, or whose name holds it. */
export function find(table, wanted) {
  const said = wanted.trim().toLowerCase();
  for (const tr of table.tBodies[0].rows) {
    tr.hidden = Boolean(said) && !tr.dataset.bib.toLowerCase().startsWith(said) && !(text(tr, "name") ?? "").includes(said);
  }
}
