// The words of the app in the chosen language; the catalogues hold the same keys.
import { note, noted } from "./notes.js";

export const LANGUAGES = ["en", "es"];

let catalogue = {};
let spoken = "en";

/** Which language somebody chose, else the browser's, else English. */
export function chosenLanguage() {
  const kept = noted("language");
  if (LANGUAGES.includes(kept)) return kept;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => LANGUAGES.includes(tag)) ?? "en";
}

/** Take the words of a language, and say so to the browser. */
export async function speak(language) {
  const answer = await fetch(`/app/words-${language}.json`);
  if (!answer.ok) throw new Error(`words-${language}.json: ${answer.status}`);
  catalogue = await answer.json();
  spoken = language;
  document.documentElement.lang = language;
  document.documentElement.dir = "ltr";
}

/** Choose a language for good. */
export async function chooseLanguage(language) {
  note("language", language);
  await speak(language);
}

/** The language spoken now. */
export function language() {
  return spoken;
}

/** What a key says, with `{name}` filled in; `n` chooses between `key.one` and `key.other`. */
export function say(key, values = {}) {
  const form = values.n === 1 ? `${key}.one` : `${key}.other`;
  const text = catalogue[key] ?? catalogue[form];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
