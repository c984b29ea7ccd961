// The open conflict of the timekeepers' desk: which it is, what is typed for it, and drawing the list around it.
import { bibField, closed, opened } from "/static/times_view.js";

const list = document.getElementById("list");
const at = (id) => document.getElementById(id);

/** The list of conflicts; `answered` is told the key, the bib and the reason of each answer given. */
export function deskOf(answered) {
  const desk = { conflicts: [], open: "", place: 0, reason: "", asking: "", bib: "" };
  let drawn = "";

  desk.current = () => desk.conflicts.find((each) => each.name === desk.open);
  desk.found = (key) => desk.current()?.answers.find((each) => each.key === key);

  const choose = (name) => Object.assign(desk, { open: name, reason: "", asking: "", bib: "" });

  /** New conflicts: the open one stays open wherever it is now; when it is gone, the one in its place is opened. */
  desk.take = (conflicts) => {
    desk.conflicts = conflicts;
    if (!desk.current()) choose(conflicts[Math.min(desk.place, conflicts.length - 1)]?.name ?? "");
    desk.place = Math.max(0, conflicts.findIndex((each) => each.name === desk.open));
    if (desk.asking && !desk.found(desk.asking)) desk.asking = "";
    desk.draw();
  };

  desk.go = (name) => {
    choose(name);
    desk.place = desk.conflicts.findIndex((each) => each.name === name);
    desk.draw();
    desk.focus();
  };

  desk.move = (by) => {
    const index = Math.min(Math.max(desk.place + by, 0), desk.conflicts.length - 1);
    if (desk.conflicts[index]) desk.go(desk.conflicts[index].name);
  };

  /** Where the keyboard is: on the head of the open conflict, in sight. */
  desk.focus = () => {
    list.querySelector(".open button")?.focus({ preventScroll: true });
    list.querySelector(".open")?.scrollIntoView({ block: "nearest" });
  };

  /** Ask for the bib that an answer needs. */
  desk.ask = (key) => {
    desk.asking = key;
    desk.draw();
    at("bib").focus();
  };

  desk.leave = () => {
    desk.asking = desk.bib = "";
    desk.draw();
    desk.focus();
  };

  desk.draw = () => {
    const now = JSON.stringify([desk.conflicts, desk.open, desk.asking]);
    if (now === drawn) return;
    drawn = now;
    const held = holding();
    const rules = "rules" in list.dataset;
    const shown = { open: desk.go, answer: (key) => answered(key), rules, reason: desk.reason };
    list.replaceChildren(...desk.conflicts.map((each) =>
      each.name === desk.open ? opened(each, shown) : closed(each, desk.go)));
    at("reason")?.addEventListener("input", (event) => { desk.reason = event.target.value; });
    if (desk.asking) drawField();
    held();
  };

  function drawField() {
    const form = bibField(desk.found(desk.asking).label, { done: () => answered(desk.asking, desk.bib), cancel: desk.leave });
    list.querySelector(".answers").before(form);
    at("bib").value = desk.bib;
    at("bib").addEventListener("input", (event) => { desk.bib = event.target.value; });
  }

  /** Remembers where the keyboard is; what it returns puts it there again, as far as that is still there. */
  function holding() {
    const held = document.activeElement;
    if (!list.contains(held)) return () => {};
    const [start, end] = [held.selectionStart, held.selectionEnd];
    const { name } = held.closest("[data-name]").dataset;
    const within = held.id ? `#${held.id}` : held.dataset.key ? `[data-key="${CSS.escape(held.dataset.key)}"]` : "h3 button";
    return () => {
      const again = list.querySelector(`[data-name="${CSS.escape(name)}"] ${within}`);
      again?.focus({ preventScroll: true });
      if (again?.setSelectionRange) again.setSelectionRange(start, end);
    };
  }

  return desk;
}
