// The tabs at the thumb.
import { make } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./words.js";

const TABS = ["keypad", "lists", "more"];

/** The tabs, with the one marked that a screen belongs to. */
export function makeNav(screen) {
  const at = TABS.includes(screen) ? screen : "more";
  const current = (each) => (each === at ? "page" : null);
  const linkTo = (each) =>
    make(
      "a",
      { href: `#${each}`, "aria-current": current(each) },
      icon(each),
      make("span", { text: say(`${each}.tab`) }),
    );
  return make("nav", { "aria-label": say("nav") }, TABS.map(linkTo));
}
