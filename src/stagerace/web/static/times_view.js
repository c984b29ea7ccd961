// What the timekeepers' desk shows: the list, the open conflict with its answers, what was decided of late.

/** An element with attributes, its text or its children. */
export function made(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

const whose = (conflict) => [
  conflict.bib ? `${conflict.bib}${conflict.runner ? ` ${conflict.runner}` : ""}` : "", conflict.place ?? "",
].filter(Boolean).join(" · ");

/** One conflict of the list, closed. */
export function closed(conflict, open) {
  const button = made("button", { type: "button", "aria-expanded": "false" },
    made("span", { class: "sort" }, conflict.heading), made("span", { class: "when" }, conflict.clock),
    made("span", { class: "whose" }, whose(conflict)));
  button.addEventListener("click", () => open(conflict.name));
  return made("li", { "data-name": conflict.name }, made("h3", {}, button));
}

/** The conflict that is being looked at: what, the passings, the answers, a reason. */
export function opened(conflict, { open, answer, rules, reason }) {
  const item = closed(conflict, open);
  item.className = "open";
  item.querySelector("button").setAttribute("aria-expanded", "true");
  const why = made("input", { id: "reason", maxlength: "300", autocomplete: "off", "aria-keyshortcuts": "r" });
  why.value = reason;
  why.placeholder = `else: ${conflict.answers[0].reason}`;
  item.append(made("p", { class: "what" }, conflict.what));
  if (conflict.passings?.length) item.append(passings(conflict));
  item.append(answers(conflict, answer, rules),
    made("label", { class: "why" }, "Why, in your own words ", made("kbd", {}, "r"), why));
  return item;
}

function passings(conflict) {
  const stage = conflict.stage ? `, stage ${conflict.stage}` : "";
  const rows = conflict.passings.map((each) => made("tr", { class: each.is_meant ? "meant" : undefined },
    made("td", {}, each.place), made("td", {}, each.clock), made("td", {}, each.source || each.record),
    made("td", {}, each.state ?? "")));
  const head = made("tr", {}, ...["Where", "When", "Seen by", ""].map((text) =>
    made(text ? "th" : "td", text ? { scope: "col" } : {}, text)));
  return made("table", { class: "seen" },
    made("caption", {}, `All that was seen as bib ${conflict.bib}${stage}; ▸ is what this is about`),
    made("thead", {}, head), made("tbody", {}, ...rows));
}

function answers(conflict, answer, rules) {
  const buttons = conflict.answers.map((each) => {
    const button = made("button", { type: "button", "data-key": each.key, "aria-keyshortcuts": each.key },
      made("kbd", {}, each.key), made("span", {}, each.label));
    button.addEventListener("click", () => answer(each.key));
    return button;
  });
  if (conflict.decide) buttons.push(toDirector(rules));
  return made("div", { class: "answers", role: "group", "aria-label": "Answers" }, ...buttons);
}

function toDirector(rules) {
  const text = rules ? "Decide it at the director’s desk" : "For the race director to decide";
  return rules
    ? made("a", { class: "button", href: "/desk/rulings", "data-key": "d", "aria-keyshortcuts": "d" },
      made("kbd", {}, "d"), made("span", {}, text))
    : made("p", { class: "soft" }, text);
}

/** The field in which a bib is typed for an answer that asks for one. */
export function bibField(label, { done, cancel }) {
  const input = made("input", { id: "bib", maxlength: "8", autocomplete: "off", inputmode: "numeric", required: true });
  const form = made("form", { class: "typed" }, made("label", {}, label, input),
    made("button", { type: "submit" }, "Enter"), made("button", { type: "button", class: "plain" }, "Esc"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done(input.value);
  });
  form.lastElementChild.addEventListener("click", cancel);
  return form;
}

/** How many there are of each kind. */
export function counted(counts) {
  return counts.map(({ heading, count }) => made("li", {}, made("b", {}, String(count)), ` ${heading}`));
}

/** What was decided of late, each with a way to take it back. */
export function decided(decisions, undo) {
  return decisions.map((each) => {
    const item = made("li", {}, made("p", { class: each.undone ? "undone" : undefined },
      made("strong", {}, `${each.clock} ${each.by}: `), each.what), made("p", { class: "soft" }, each.why));
    if (!each.undone && !each.undoes) {
      const button = made("button", { type: "button", class: "plain", "aria-label": `Undo: ${each.what}` }, "Undo");
      button.addEventListener("click", () => undo(each.records));
      item.append(button);
    }
    return item;
  });
}
