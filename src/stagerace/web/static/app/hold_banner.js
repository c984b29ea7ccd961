// The banner of a hold in force, with the time it has lasted; and of a checkpoint that was closed.
import { make, retext } from "./dom.js";
import { sayLength, sayNear } from "./times.js";
import { language, say } from "./words.js";

export function holdBanner(app) {
  const since = make("span");
  const lasted = make("strong", { className: "lasted" });
  const node = make("a", { className: "banner", href: "#hold", hidden: true }, since, " ", lasted);
  return { node, draw };

  function draw() {
    const view = app.view();
    const now = app.now();
    node.hidden = !view.hold && !view.closed;
    if (view.hold)
      retext(since, `■ ${say("hold.since", { time: sayNear(view.hold.held_from, now, view.offset, language()) })}`);
    else if (view.closed) retext(since, `■ ${say("closing.is_closed")}`);
    retext(lasted, view.hold ? sayLength(now - view.hold.held_from) : "");
  }
}
