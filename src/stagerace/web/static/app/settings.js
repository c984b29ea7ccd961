// Language, theme, and which checkpoint this device keeps.
import { button, make } from "./dom.js";
import { outcome, screen } from "./forms.js";
import { note } from "./notes.js";
import { LANGUAGES, chooseLanguage, language, say } from "./words.js";

const THEMES = ["", "light", "dark", "night"];

export function makeSettings(app) {
  const theme = document.documentElement.dataset.theme ?? "";
  const node = screen(
    app,
    say("settings.title"),
    picks(
      "settings.theme",
      THEMES.map((each) => [say(`theme.${each || "system"}`), () => chooseTheme(each, app), each === theme]),
    ),
    picks(
      "settings.language",
      LANGUAGES.map((each) => [
        say(`language.${each}`),
        () => chooseLanguage(each).then(app.visit),
        each === language(),
        each,
      ]),
    ),
  );
  return { node };
}

/** Show a theme, and keep it; none is the system's. */
export function chooseTheme(theme, app) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  note("theme", theme);
  app.visit();
}

/** The places this device may keep. */
export function makePlaces(app) {
  const told = outcome();
  const { places, place } = app.log.state;
  const all = [...new Set([...places, ...Object.values(app.log.pack?.stages ?? {}).flat()])];
  const known = places.length ? places : all;
  const use = async (each) => {
    try {
      await app.log.use(each);
      app.go("keypad");
    } catch (error) {
      told.tell("place.refused", { why: error.message }, true);
    }
  };
  const node = screen(
    app,
    say("place.title"),
    make("p", { className: "soft", text: say("place.about") }),
    picks(
      "place.title",
      known.map((each) => [each, () => use(each), each === place]),
    ),
    told.node,
  );
  return { node };
}

function picks(legend, choices) {
  const buttons = choices.map(([text, press, isChosen, lang]) =>
    button(`${isChosen ? "● " : "○ "}${text}`, press, { "aria-pressed": String(isChosen), lang: lang ?? null }),
  );
  return make(
    "div",
    { role: "group", "aria-label": say(legend) },
    make("h2", { text: say(legend) }),
    make("div", { className: "acts" }, buttons),
  );
}
