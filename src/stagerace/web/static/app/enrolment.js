// Taking this device in: a code from the address or typed, and what the device is called.
import { button, make, retext } from "./dom.js";
import { field, outcome } from "./forms.js";
import { wake } from "./sounds.js";
import { sayTrouble } from "./troubles.js";
import { LANGUAGES, chooseLanguage, language, say } from "./words.js";

/** The code after the `#` of an address; it is never sent to a server by the browser. */
export const codeInAddress = () => new URLSearchParams(location.hash.slice(1)).get("code") ?? "";

export function makeEnrolment(app) {
  const code = field(say("enrol.code"), "text", { value: codeInAddress(), autocapitalize: "off" });
  const label = field(say("enrol.label"), "text", { maxlength: 24, placeholder: say("enrol.example") });
  const told = outcome();
  const form = make(
    "form",
    { on: { submit: enrol } },
    code.node,
    label.node,
    make("button", { type: "submit", className: "primary", text: say("enrol.write") }),
    told.node,
  );
  const tongues = make(
    "div",
    { className: "acts", role: "group", "aria-label": say("settings.language") },
    LANGUAGES.map((each) =>
      button(say(`language.${each}`), () => chooseLanguage(each).then(app.visit), {
        lang: each,
        "aria-pressed": String(each === language()),
      }),
    ),
  );
  const place =
    app.log.state.enrolled &&
    make("p", {}, make("a", { href: "#keypad", text: say("enrol.already", { place: app.log.state.place }) }));
  const node = make(
    "section",
    { className: "screen enrol" },
    make("p", { className: "kind", text: say("app") }),
    make("h1", { tabindex: "-1", text: say("enrol.title") }),
    tongues,
    make("p", { text: say("enrol.about") }),
    place,
    form,
  );
  return { node };

  async function enrol(event) {
    event.preventDefault();
    wake();
    const [token, name] = [code.input.value.trim(), label.input.value.trim()];
    if (!token || !name) return told.tell(token ? "enrol.no_label" : "enrol.no_code", {}, true);
    retext(told.node, say("enrol.wait"));
    try {
      await app.log.enrol(token, name);
      app.go("check");
    } catch (error) {
      told.tell("enrol.refused", { why: sayTrouble(error) }, true);
    }
  }
}
