// What is told to named people only: sealed on this phone for each of their devices, and kept nowhere else.
import { boxesFor } from "./sealing.js";

/** The bibs whose news must not leave; none, which means nobody's news leaves, where one is not known here. */
export function frozenBy(bibs, runners) {
  return bibs !== null && bibs.every((bib) => runners.has(bib)) ? bibs : [];
}

/** Why nothing can be confided on this phone, as a key of the words; empty where it can. */
export const whyNotConfide = (guardians) => (guardians.length ? "" : "confide.nobody");

/** Whether others can read, and alter, what comes and goes over this line: then it is said beside the words. */
export const isOpenLine = (log) => log.state.online_only && log.state.why === "no_tls";

/** Tells it, sealed on this phone: whether it is kept here, or a camp node has it. */
export async function confide(app, { note, where, bibs, by }) {
  const { log } = app;
  const { place, log_id } = log.state;
  const named = bibs.split(/[\s,;]+/).filter(Boolean);
  const { guardians, runners } = app.view();
  const boxes = await boxesFor({ place, where, bibs: named, note, by }, log_id, guardians);
  if (log.state.online_only) return Boolean(await log.confide({ boxes, bibs: named.join(" ") }));
  const frozen = frozenBy(named.map((bib) => bib.toUpperCase()), runners);
  return app.recorder.keep([{ kind: "confided", confided_at: app.now(), boxes, bibs: frozen }]);
}
