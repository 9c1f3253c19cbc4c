/** Reads the catalogues words/{en,be,ru,uk,pl}.toml: [sections], `key = "text"`, `key.plural = "text"`, comments, and nothing else. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const LANGUAGES = ["en", "be", "ru", "uk", "pl"];
const SECTION = /^\[([a-z_]+)\]$/;
const ENTRY = /^([a-z0-9_]+)(?:\.(one|few|many|other))? = ("(?:[^"\\]|\\["\\ntu])*")$/;

/** {language: {section: {key: text, or {plural: text}}}} for the wanted sections, or for all. */
export function readWords(folder, wanted) {
  const languages = LANGUAGES.filter((language) => existsSync(join(folder, `${language}.toml`)));
  return Object.fromEntries(languages.map((language) => [language, catalogue(join(folder, `${language}.toml`), wanted)]));
}

function catalogue(file, wanted) {
  const sections = {};
  let section;
  for (const [number, raw] of readFileSync(file, "utf8").split("\n").entries()) {
    const line = raw.trim();
    const entry = ENTRY.exec(line);
    if (line === "" || line.startsWith("#")) continue;
    else if (SECTION.test(line)) section = sections[SECTION.exec(line)[1]] ??= {};
    else if (entry && section) add(section, entry[1], entry[2], JSON.parse(entry[3]));
    else throw new Error(`${file}:${number + 1}: neither [section] nor key = "text"`);
  }
  for (const name of wanted ?? []) if (!(name in sections)) throw new Error(`${file}: there is no section [${name}]`);
  return wanted ? Object.fromEntries(wanted.map((name) => [name, sections[name]])) : sections;
}

function add(section, key, plural, text) {
  const taken = plural ? section[key] !== undefined && (typeof section[key] === "string" || plural in section[key]) : key in section;
  if (taken) throw new Error(`the key ${key} stands twice`);
  if (plural) (section[key] ??= {})[plural] = text;
  else section[key] = text;
}
