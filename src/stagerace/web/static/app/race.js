// The race as this checkpoint sees it: the pack from headquarters, and on top of it what this device wrote since.
import { holdAt, holdsOf } from "./holds.js";
import { ownPassings } from "./passings.js";
import { DAY } from "./times.js";
import { asTold, inOrder, isTold } from "./told.js";
import { watchedOf } from "./watched.js";

const NOWHERE = { id: "", km: 0, ways: ["in", "out"], closes: null, start: false, finish: false };

/** Everything that screens ask about: see each part below. */
export function raceOf(log, now) {
  const pack = log.pack?.place === log.state.place ? log.pack : null;
  const records = log.records();
  const places = (pack?.places ?? []).map(placeOf);
  const place = places.find((each) => each.id === log.state.place) ?? { ...NOWHERE, ...bare(log.state.place) };
  const own = inOrder(asTold(ownPassings(records), pack));
  const news = records.filter((record) => !isTold(pack, record));
  const around = sightings(pack, places, place, own);
  return {
    place,
    places,
    own,
    records,
    now,
    pack: Boolean(pack),
    stage: pack?.stage ?? 0,
    offset: (at) => offsetAt(pack, at),
    start: pack?.start ?? now - DAY,
    loop: pack?.loop ?? null,
    waves: pack?.waves ?? [],
    runners: new Map((pack?.runners ?? []).map((each) => [each.bib, each])),
    startOf: (runner) => runner.start ?? pack?.start ?? null,
    out: outOf(pack, news),
    absent: new Set([...(pack?.not_at_start ?? []), ...news.flatMap(({ body }) => absentIn(body, pack))]),
    hold: holdAt(holdsOf(pack?.holds ?? [], news, place.id), now),
    closed: [...(pack?.reports ?? []), ...news].some(({ body }) => isClosed(body, place.id)),
    letters: [...new Set([...(pack?.runners ?? [])].flatMap(({ bib }) => bib.match(/[A-Z]/g) ?? []))].sort(),
    ...watchedOf(pack, news, place),
    ...around,
  };
}

function placeOf({ place, km, takes_in, takes_out, closes }) {
  const ways = [takes_in && "in", takes_out && "out"].filter(Boolean);
  return { id: place, km, ways: ways.length ? ways : ["in"], closes, ...ends(place) };
}

const ends = (id) => ({ start: id.endsWith("START"), finish: id.endsWith("FINISH") });

/** What the name of a place alone says, before a pack came. */
function bare(id) {
  const { start, finish } = ends(id ?? "");
  return { id: id ?? "", start, finish, ways: start ? ["out"] : finish ? ["in"] : ["in", "out"] };
}

function sightings(pack, places, place, own) {
  const order = new Map(places.map((each, index) => [each.id, index]));
  const ours = own.filter((each) => !each.voided);
  const known = new Set(own.map((each) => each.key));
  const theirs = (pack?.seen ?? []).filter((each) => !known.has(each.id)).map((each) => seenOf(each, order, places));
  const all = [...theirs, ...ours.map((each) => ({ ...each, km: places[order.get(each.place)]?.km ?? 0 }))];
  const before = all.filter((each) => order.get(each.place) < order.get(place.id));
  const beyond = all.filter((each) => order.get(each.place) > order.get(place.id));
  return {
    passings: all.filter((each) => each.place === place.id).sort((one, other) => one.came_at - other.came_at),
    earlier: lastOfEach(before),
    later: lastOfEach(beyond),
  };
}

function seenOf({ id, bib, place, way, seen_at, source }, order, places) {
  const at = places[order.get(place)];
  return { id, key: id, bib, place, way: way ?? at?.ways[0] ?? "in", seen_at, came_at: seen_at, source, own: false, km: at?.km ?? 0 };
}

function lastOfEach(passings) {
  const last = new Map();
  for (const each of passings) if (!(last.get(each.bib)?.seen_at > each.seen_at)) last.set(each.bib, each);
  return last;
}

/** The race's offset from UTC at an instant [min]; the device's own where there is no pack. */
function offsetAt(pack, at) {
  if (!pack) return -new Date(at).getTimezoneOffset();
  return pack.offsets.filter(([since]) => since <= at).at(-1)?.[1] ?? pack.utc_offset;
}

/** Who is out of the race, and why: `withdrawn`, `disqualified`, `stopped`; those over a cut-off may still come. */
function outOf(pack, news) {
  const told = (pack?.runners ?? []).filter(({ out }) => ["withdrawn", "disqualified", "stopped"].includes(out));
  const out = new Map(told.map(({ bib, out: why }) => [bib, why]));
  for (const { body } of news) {
    if (body.kind === "withdrawal_reported" && !out.has(body.bib)) out.set(body.bib, "withdrawn");
  }
  return out;
}

const absentIn = (body, pack) =>
  body.kind === "not_at_start" && pack?.stages[pack.stage]?.includes(body.place) ? body.bibs : [];

const isClosed = (body, place) => body.kind === "checkpoint_closed" && body.place === place;
