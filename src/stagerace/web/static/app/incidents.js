// Incidents of this place as this device knows them, and what opens one, says more of it, or tells what was done.
import { hex, random } from "./bytes.js";

export const KINDS = ["medical", "lost", "weather", "security"];
export const STEPS = ["owned", "help_asked", "help_left", "help_there", "kin_called", "evacuated", "received", "noted"];

/** Every incident of this place: {incident, what, opened_at, where, bibs, note, owner, isOpen, isWide, steps}. */
export function incidentsOf(pack, news) {
  const found = new Map();
  for (const { body } of pack?.reports ?? []) hear(found, body);
  for (const each of found.values()) each.isOpen = false;
  for (const told of pack?.incidents ?? []) {
    const { steps = [], isWide = !told.bibs.length } = found.get(told.incident) ?? {};
    found.set(told.incident, { ...told, isOpen: true, steps, isWide });
  }
  for (const { body } of news) hear(found, body);
  return [...found.values()].sort((one, other) => other.opened_at - one.opened_at);
}

function hear(found, body) {
  if (body.kind === "incident_opened") return open(found, body);
  const about = body.kind === "incident_told" && found.get(body.incident);
  if (!about) return;
  about.steps = [...about.steps, body];
  about.owner = body.owner || about.owner;
  if (body.step === "closed" || body.step === "reopened") about.isOpen = body.step === "reopened";
}

function open(found, { incident, what, opened_at, place, where, bibs = [], note, owner }) {
  const blank = { where: "", bibs: [], note: "", owner: "", steps: [], isOpen: true, isWide: false };
  const known = found.get(incident) ?? { incident, opened_at, place, ...blank };
  found.set(incident, {
    ...known,
    what,
    // A version that names nobody freezes everybody until it is released, whatever later ones say.
    isWide: known.isWide || !bibs.length,
    where: where || known.where,
    bibs: [...new Set([...known.bibs, ...bibs])],
    note: note || known.note,
    owner: owner || known.owner,
  });
}

/** The first record of an incident: here, now, about the number that stands typed. */
export function opening(what, { place, now, by, view, typed }) {
  const isKnown = view.runners.has(typed);
  return {
    kind: "incident_opened",
    incident: `${place}-${Math.floor(now / 1000).toString(36)}-${hex(random(3))}`,
    what,
    opened_at: now,
    place,
    bibs: isKnown ? [typed] : [],
    // A number that nobody wears would let everybody's news leave: it is only said.
    note: typed && !isKnown ? typed : "",
    by,
  };
}

/** A later version of it, which says more. */
export const sayingMore = ({ incident, what, opened_at, place }, { where, bibs, note, owner }, by) => ({
  kind: "incident_opened",
  incident,
  what,
  opened_at,
  place,
  where,
  bibs,
  note,
  owner,
  by,
});

/** Something that was done about it. */
export const telling = ({ incident, place }, step, { told_at, text, by }) => ({
  kind: "incident_told",
  incident,
  step,
  told_at,
  text,
  owner: step === "owned" ? by : "",
  place,
  by,
});

/** The numbers in a line; null where one of them is none. */
export function bibsIn(text) {
  const bibs = text.toUpperCase().split(/[\s,;]+/).filter(Boolean);
  return bibs.every((bib) => /^[0-9A-Z*]{1,8}$/.test(bib)) ? [...new Set(bibs)] : null;
}
