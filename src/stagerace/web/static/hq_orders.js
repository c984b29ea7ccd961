// The forms of headquarters: each is sent once, what was typed stays when it is refused, corners are tapped on the map.
import { ask, complain, newName } from "/static/hq_ask.js";
import { button, make } from "/app/dom.js";

const at = (id) => document.getElementById(id);
export const corners = [];

/** Sends an order; whether it was taken. */
export async function order(name, fields, done) {
  complain(null);
  try {
    await ask(`/api/hq/${name}`, fields);
  } catch (refused) {
    complain(refused);
    return false;
  }
  at("said").textContent = `✓ ${done}`;
  return true;
}

const DONE = {
  incident: "The incident is open.", handover: "The hand-over is written down.", hold: "The hold is ordered.",
  zone: "The danger is drawn.", close: "The stage is closed.",
};

/** Lets every form send its order; `taken` is called when one was, `redraw` when corners changed. */
export function orderForms(taken, redraw) {
  for (const form of document.querySelectorAll("form[data-order]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await order(form.dataset.order, fieldsOf(form), DONE[form.dataset.order])) {
        form.reset();
        delete form.dataset.named;
        if (form.dataset.order === "zone") setCorners([], redraw);
        form.closest("details").open = false;
        taken();
      }
    });
  }
  at("tap")?.addEventListener("click", () => setTapping(at("tap").getAttribute("aria-pressed") !== "true"));
  at("untap")?.addEventListener("click", () => setCorners([], redraw));
}

/** What was filled in, and the name that makes the same thing sent twice one thing. */
function fieldsOf(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) fields[name] = name in fields ? `${fields[name]} ${value}` : value;
  if (form.dataset.makes) fields[form.dataset.makes] = form.dataset.named ??= newName(form.dataset.makes);
  return fields;
}

function setTapping(is) {
  at("tap").setAttribute("aria-pressed", String(is));
  at("map").classList.toggle("tapping", is);
}

/** Whether a press on the map is a corner. */
export const isTapping = () => at("tap")?.getAttribute("aria-pressed") === "true";

/** The corners tapped so far. */
export function setCorners(found, redraw) {
  corners.splice(0, corners.length, ...found);
  document.querySelector("[name=corners]").value = corners.map(([lat, lon]) => `${lat.toFixed(5)},${lon.toFixed(5)}`).join(";");
  at("corners").textContent = corners.length ? `${corners.length} corner${corners.length > 1 ? "s" : ""}` : "no corners";
  redraw();
}

/** What keeps the stage from being closed, or who closed it; first the same of stages before it that are still open. */
export function closing(told, leftOpen, clock, close) {
  const before = leftOpen.flatMap((each) => [
    title(`Stage ${each.stage}, still open`), ...state(each, clock),
    ...each.problems.length ? [] : [make("p", { className: "row" }, button(`Close stage ${each.stage}`, () => close(each.stage)))],
  ]);
  return [...before, ...before.length ? [title(`Stage ${told.stage}, under way`)] : [], ...state(told, clock)];
}

const title = (text) => make("p", {}, make("strong", { text }));

function state(told, clock) {
  const closed = told.closed !== null && make("p", {}, make("strong", { text: `✓ Closed ${clock(told.closed)}${told.by ? ` by ${told.by}` : ""}` }));
  if (!told.problems.length) return [closed || make("p", { text: "✓ Nobody is on the course and the roll call agrees." })];
  return [...closed ? [closed] : [],
    make("p", { className: "alarmed", text: closed ? "Since then:" : "It cannot be closed:" }),
    make("ul", {}, told.problems.map((each) => make("li", {}, `${each.what}. `, make("span", { className: "soft", text: each.do }))))];
}
