// Headquarters' orders to hold here: which stand, which want an answer, and what answers them.

/** The orders that stand, or whose release nobody here has heard; `asks` where one wants an answer. */
export function ordersOf(pack, news) {
  const orders = (pack?.orders ?? []).map((order) => ({ ...order, asks: !isHeard(order, news) }));
  return orders.filter((order) => order.released_at === null || order.asks);
}

/** Whether headquarters' word is that nobody leaves now. */
export const isOrdered = (orders) => orders.some((order) => order.released_at === null);

function isHeard({ hold, released_at, heard_at, release_heard_at }, news) {
  const isReleased = released_at !== null;
  if ((isReleased ? release_heard_at : heard_at) !== null) return true;
  return news.some(
    ({ body }) =>
      body.kind === "hold_acknowledged" && body.hold === hold && Boolean(body.released) === isReleased,
  );
}

/** What says that this place heard an order, or its release. */
export const answering = ({ hold, released_at }, { place, now, by }) => ({
  kind: "hold_acknowledged",
  place,
  hold,
  acknowledged_at: now,
  released: released_at !== null,
  by,
});
