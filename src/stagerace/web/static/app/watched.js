// What those who watch over everybody told this place, and what it said itself since: part of the race as it sees it.
import { handedOf } from "./hand_overs.js";
import { incidentsOf } from "./incidents.js";
import { ordersOf } from "./orders.js";

/** Medics' words by bib, orders to hold, incidents, hand-overs, the last count of water, whom to confide in. */
export function watchedOf(pack, news, place) {
  const here = news.filter(({ body }) => body.place === undefined || body.place === place.id);
  return {
    medic: new Map((pack?.medic ?? []).map(({ bib, word }) => [bib, word])),
    orders: ordersOf(pack, here),
    incidents: incidentsOf(pack, here),
    handed: handedOf(pack, here, place),
    water: waterOf(pack, here),
    guardians: pack?.guardians ?? [],
  };
}

/** The last count, of all that was told and written here; null where nobody counted. */
function waterOf(pack, news) {
  const said = [...(pack?.reports ?? []), ...news].map(({ body }) => body);
  const counts = said.filter((body) => body.kind === "water_counted");
  return counts.reduce((last, each) => (last && last.counted_at > each.counted_at ? last : each), null);
}
