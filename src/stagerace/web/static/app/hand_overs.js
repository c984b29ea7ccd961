// Who was given to whom: the words of this place and of others on hand-overs from and to it, and whose word waits.

/** Who keeps a place: at a start or finish that is the camp. */
export const oursAt = ({ id, start, finish }) =>
  start || finish ? { what: "camp", name: "" } : { what: "checkpoint", name: id };

/** Hand-overs as this place knows them: {gone: Map of bib to word, given, coming}. */
export function handedOf(pack, news, place) {
  const ours = oursAt(place);
  const own = news.filter(({ body }) => body.kind === "handed_over").map(({ body }) => body);
  const told = (pack?.reports ?? []).filter(({ body }) => body.kind === "handed_over").map(({ body }) => body);
  const waiting = [...(pack?.handed ?? [])];
  for (const word of own) settle(waiting, word);
  return {
    gone: goneOf([...told, ...own], ours),
    given: waiting.filter((word) => word.side === "gives" && isSame(word.giver, ours)),
    coming: waiting.filter((word) => word.side === "gives" && isSame(word.taker, ours)),
  };
}

/** A word meets the other side's that waits, or waits itself; who is taken from the course waits for nobody. */
function settle(waiting, word) {
  const about = waiting.filter((each) => each.bib === word.bib && isOne(each, word));
  const isMet = about.some((each) => each.side !== word.side) || word.giver.what === "course";
  if (!isMet && !about.length) waiting.push(word);
  if (!isMet) return;
  for (const each of [...waiting]) if (each.bib === word.bib) waiting.splice(waiting.indexOf(each), 1);
}

/** Whom this place gave and did not take since; as it says itself, whether or not the other side has. */
function goneOf(words, ours) {
  const gone = new Map();
  for (const word of [...words].sort((one, other) => one.handed_at - other.handed_at)) {
    if (word.side === "gives" && isSame(word.giver, ours)) gone.set(word.bib, word);
    else if (word.side === "takes" && isSame(word.taker, ours)) gone.delete(word.bib);
  }
  return gone;
}

const isOne = (one, other) => isSame(one.giver, other.giver) && isSame(one.taker, other.taker);

/** Whether two names of who has somebody are the same, by whatever hand; without a name it may be any of them. */
export function isSame(one, other) {
  const [first, second] = [one.name ?? "", other.name ?? ""].map((name) => name.trim().toLowerCase());
  if (one.what !== other.what) return false;
  return ["camp", "course"].includes(one.what) || first === second || !first || !second;
}
