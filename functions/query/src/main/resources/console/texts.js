// The words of the pages, in the language that the browser asks for where there is one.
// A further language is a module like texts/en.js, listed here.
import * as en from "./texts/en.js";

const languages = [en];
const wanted = navigator.languages.map((language) => language.split("-")[0]);
const chosen =
  wanted.map((word) => languages.find(({ language }) => language === word)).find(Boolean) ?? en;

export const language = chosen.language;
export const locale =
  navigator.languages.find((each) => each.split("-")[0] === language) ?? language;

const plurals = new Intl.PluralRules(locale);

/** The text of that key, with the values in its {places}; `count` also chooses the form. */
export function t(key, values = {}) {
  let text = chosen.texts[key] ?? en.texts[key];
  if (typeof text === "object") {
    text = text[plurals.select(values.count)] ?? text.other;
  }
  return (text ?? key).replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** As t, for a word that comes from the server: one that is not known stands for itself. */
export function word(group, value) {
  const text = chosen.texts[`${group}.${value}`];
  return text ?? String(value).replaceAll("_", " ");
}
