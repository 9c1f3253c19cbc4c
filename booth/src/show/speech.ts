/** Says the texts of booth/words in a language, with its plurals and its numbers. */

/** By section and key: a text, or its plural forms. */
export type Catalogue = Readonly<Record<string, Readonly<Record<string, string | Readonly<Record<string, string>>>>>>;
export type Places = Readonly<Record<string, string | number>>;
export const LANGUAGES = ["be", "ru", "uk", "pl", "en"] as const;

export class Speech {
  constructor(
    readonly language: string,
    readonly catalogue: Catalogue,
  ) {}

  /** The text at a section and a name in it; a count picks the plural form and fills {count}. A text that is missing is an error. */
  say(key: string, places: Places = {}, count?: number): string {
    const found = this.#at(key);
    const text = typeof found === "object" ? found[plural(this.language, count ?? 0)] : found;
    if (text === undefined) throw new Error(`there is no text ${key}`);
    const all: Places = count === undefined ? places : { count, ...places };
    return text.replace(/\{(\w+)\}/g, (_, place: string) => this.#written(all[place], key));
  }

  has(key: string): boolean {
    return this.#at(key) !== undefined;
  }

  #at(key: string): string | Readonly<Record<string, string>> | undefined {
    const [section = "", name = ""] = key.split(".");
    return this.catalogue[section]?.[name];
  }

  #written(value: string | number | undefined, key: string): string {
    if (value === undefined) throw new Error(`the text ${key} has a place that nothing fills`);
    return typeof value === "number" ? value.toLocaleString(this.language) : value;
  }
}

/** The name of the plural form, by Unicode's rules (CLDR) for whole numbers, as veche.words has them. */
export function plural(language: string, count: number): string {
  if (language === "en") return count === 1 ? "one" : "other";
  const [tens, ones] = [count % 100, count % 10];
  if (count === 1 || (ones === 1 && tens !== 11 && language !== "pl")) return "one";
  return ones >= 2 && ones <= 4 && !(tens >= 12 && tens <= 14) ? "few" : "many";
}
