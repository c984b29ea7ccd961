// Every screen by its name in the address, beside the keypad.
import { makeCheck } from "./check.js";
import { makeConfide } from "./confide.js";
import { makeEnrolment } from "./enrolment.js";
import { makeHandOver } from "./hand_over.js";
import { makeHelp } from "./help.js";
import { makeHold } from "./hold.js";
import { makeIncident } from "./incident.js";
import { makeIncidents } from "./incident_list.js";
import { makeLists } from "./lists.js";
import { makeMore } from "./more.js";
import { makePaper } from "./paper_entry.js";
import { makeRollCall } from "./roll_call.js";
import { makePlaces, makeSettings } from "./settings.js";
import { makeShift } from "./shift.js";
import { makeStart } from "./start.js";
import { makeClosing, makeSweep } from "./sweep.js";
import { makeWater } from "./water.js";
import { makeWithdrawal } from "./withdrawal.js";

export const SCREENS = {
  lists: makeLists,
  more: makeMore,
  start: makeStart,
  roll: makeRollCall,
  handover: makeHandOver,
  withdrawal: makeWithdrawal,
  incidents: makeIncidents,
  incident: makeIncident,
  confide: makeConfide,
  water: makeWater,
  hold: makeHold,
  sweep: makeSweep,
  closing: makeClosing,
  shift: makeShift,
  paper: makePaper,
  check: makeCheck,
  place: makePlaces,
  settings: makeSettings,
  help: makeHelp,
  enrol: makeEnrolment,
};
