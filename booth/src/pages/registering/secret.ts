/**
 * The registrar's secret file, as `veche credentials make` writes it and `veche credentials sheet` reads it: CSV with the columns
 * number, name, weight, credential. Which code was given away stands behind the name: [paper] or [sent].
 */
import { Refusal } from "../../protocol/refusal";

const COLUMNS = ["number", "name", "weight", "credential"];
const MARK = /^(.*?) ?\[(paper|sent)\]$/s;
const MOST = 256 << 20;
const MOST_LINES = 10_000_000;

export type Given = "paper" | "sent";

export interface Entry {
  readonly number: string;
  readonly name: string;
  readonly weight: string;
  readonly credential: string;
  given: Given | undefined;
}

export const freshEntries = (credentials: readonly string[]): Entry[] =>
  credentials.map((credential, i) => ({ number: String(i + 1), name: "", weight: "", credential, given: undefined }));

export function secretText(entries: readonly Entry[]): string {
  const lines = entries.map(({ number, name, weight, credential, given }) => {
    const marked = given ? `${name}${name && " "}[${given}]` : name;
    return [number, marked, weight, credential].map(field).join(",");
  });
  return `${[COLUMNS.join(","), ...lines].join("\n")}\n`;
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Throws Refusal("secret_file"), which never repeats what stands in the file. */
export function readSecret(content: Uint8Array): Entry[] {
  if (content.length > MOST) throw new Refusal("secret_file", "", "the file is too large");
  const [head, ...rows] = rowsOf(new TextDecoder().decode(content).replace(/^\ufeff/, ""));
  if (head?.join(",") !== COLUMNS.join(",") || rows.length === 0)
    throw new Refusal("secret_file", "", "this is no file of secret credentials");
  return rows.map(([number = "", name = "", weight = "", credential = "", ...more], line) => {
    if (more.length > 0 || !/^\d{1,16}$/.test(number) || !credential)
      throw new Refusal("secret_file", `line ${line + 2}`, "not a line of four columns");
    const [, plain = name, given] = MARK.exec(name) ?? [];
    return { number, name: plain, weight, credential, given: given as Given | undefined };
  });
}

/** RFC 4180: fields in quotation marks may hold commas, line ends, and quotation marks written twice. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  const part = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let row: string[] = [];
  while (part.lastIndex < text.length && rows.length < MOST_LINES) {
    const found = part.exec(text);
    if (!found) throw new Refusal("secret_file", `line ${rows.length + 1}`, "not CSV");
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] !== ",") [rows[rows.length], row] = [row, []];
  }
  return rows;
}
