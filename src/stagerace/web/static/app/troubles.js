// What went wrong, in the chosen language where it has words for it; a refusal keeps the camp node's own words.
import { say } from "./words.js";

/** A trouble {code, what, todo} or an error, in words. */
export function sayTrouble({ code, what, todo, message }) {
  const key = `trouble.${code}`;
  const told = say(key);
  return told === key ? [what ?? message, todo].filter(Boolean).join(". ") : told;
}
