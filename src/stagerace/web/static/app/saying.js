// A record that was not kept, in the words by which a crew writes it on paper.
import { sayPassing } from "./recent.js";
import { say } from "./words.js";

/** The screen that each kind is written on. */
const TITLES = {
  gun_fired: "start.gun",
  not_at_start: "start.title",
  withdrawal_reported: "withdrawal.title",
  handed_over: "handover.title",
  roll_called: "roll.title",
  hold_called: "hold.title",
  hold_acknowledged: "hold.title",
  swept: "sweep.title",
  checkpoint_closed: "closing.title",
  shift_handed: "shift.title",
  water_counted: "water.title",
  incident_opened: "incident.title",
  incident_told: "incident.title",
  confided: "confide.title",
};

/** A body in words; empty where it only goes with another one. */
export function sayBody(app, body) {
  if (body.kind === "passing") return sayPassing(app, body);
  return TITLES[body.kind] ? [say(TITLES[body.kind]), body.bib].filter(Boolean).join(" ") : "";
}
