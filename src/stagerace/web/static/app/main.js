// The checkpoint app: opens the log in the chosen language, and starts the screens and the clockwork around them.
import { App } from "./app.js";
import { stayAwake } from "./awake.js";
import { make } from "./dom.js";
import { openLog } from "./log.js";
import { keepApp } from "./updates.js";
import { chosenLanguage, speak } from "./words.js";

const TICK_EVERY = 250;
const LOOK_EVERY = 15_000;

async function begin() {
  await speak(chosenLanguage());
  const app = new App(await openLog(), document.getElementById("app"));
  addEventListener("hashchange", app.visit);
  document.addEventListener("keydown", app.onKey);
  setInterval(app.tick, TICK_EVERY);
  setInterval(app.look, LOOK_EVERY);
  stayAwake();
  app.visit();
  if (!app.log.state.online_only) await keepApp(app.offerNewer).catch(() => {});
}

begin().catch((error) => {
  document
    .getElementById("app")
    .replaceChildren(make("p", { className: "card warn", role: "alert", text: String(error?.message ?? error) }));
});
