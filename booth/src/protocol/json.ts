/**
 * Compact JSON, read strictly (4.1): no white space, the fields of the specification in its order, none unknown.
 *
 * Messages are hashed as they were received, so a message has one form only. Free text may hold any JSON escape; elements,
 * scalars and hashes none.
 */
import { textOf } from "./bytes";
import { Refusal } from "./refusal";

const TEXT = /"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /"([ !#-[\]-~]*)"/y;
const INTEGER = /-?(?:0|[1-9][0-9]{0,14})(?![0-9.eE])/y;
const ATOM = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const DEEPEST = 30;

/** Far above any real message, and below the strings at which the regular expressions of browsers give up. */
export const LONGEST = 4 << 20;

/** Reads one message from front to back. Every method throws `Refusal("json")` where something else stands. */
export class Reader {
  readonly #text: string;
  readonly #path: string[] = [];
  #at = 0;

  constructor(message: Uint8Array) {
    if (message.length > LONGEST) throw new Refusal("json", "", `it is larger than ${LONGEST} bytes`);
    this.#text = textOf(message);
  }

  /** The place that is being read, for a refusal. */
  get where(): string {
    return this.#path.join("").replace(/^\./, "");
  }

  /** What was read until now. */
  get past(): string {
    return this.#text.slice(0, this.#at);
  }

  refuse(detail: string): never {
    throw new Refusal("json", this.where, `${detail} at character ${this.#at}`);
  }

  take(literal: string): boolean {
    const found = this.ahead(literal);
    if (found) this.#at += literal.length;
    return found;
  }

  ahead(literal: string): boolean {
    return this.#text.startsWith(literal, this.#at);
  }

  expect(literal: string): void {
    if (!this.take(literal)) this.refuse(`${literal} is expected`);
  }

  end(): void {
    if (this.#at !== this.#text.length) this.refuse("something stands after the end");
  }

  /** `{"name":` or `,"name":` and what `read` reads there. */
  field<T>(name: string, read: () => T): T {
    this.expect(`"${name}":`);
    return this.inside(`.${name}`, read);
  }

  /** A field that may be absent. `before` stands in front of it. */
  optional<T>(before: string, name: string, read: () => T): T | undefined {
    return this.take(`${before}"${name}":`) ? this.inside(`.${name}`, read) : undefined;
  }

  inside<T>(step: string, read: () => T): T {
    this.#path.push(step);
    const value = read();
    this.#path.pop();
    return value;
  }

  list<T>(read: (index: number) => T): T[] {
    this.expect("[");
    const members: T[] = [];
    while (!this.take("]")) {
      if (members.length > 0) this.expect(",");
      members.push(this.inside(`[${members.length}]`, () => read(members.length)));
    }
    return members;
  }

  text(): string {
    const value = JSON.parse(this.#match(TEXT, "a string")[0]) as string;
    if (/\p{Surrogate}/u.test(value)) this.refuse("half a character stands before this place");
    return value;
  }

  /** Printable ASCII without escapes. */
  plain(): string {
    return this.#match(PLAIN, "a plain string")[1] as string;
  }

  /** A SHA-256 in hexadecimal digits. */
  hash(): string {
    const text = this.plain();
    return /^[0-9a-f]{64}$/.test(text) ? text : this.refuse("64 lower-case hexadecimal digits are expected before this place");
  }

  /** A message inside a string: its serialisation is hashed again, so it must be the compact one. */
  embedded(): string {
    const from = this.#at;
    const value = this.text();
    return JSON.stringify(value) === this.#text.slice(from, this.#at) ? value : this.refuse("a string before this place has escapes that it does not need");
  }

  integer(): number {
    const token = this.#match(INTEGER, "a whole number")[0];
    if (token === "-0") this.refuse("minus zero is not a number here");
    return Number(token);
  }

  boolean(): boolean {
    if (this.take("true")) return true;
    this.expect("false");
    return false;
  }

  /** Any value, skipped: `extra`, which only hints at a rule of counting. */
  skip(depth = DEEPEST): void {
    if (depth === 0) this.refuse("nested too deeply");
    if (this.take("[")) this.#members("]", () => this.skip(depth - 1));
    else if (this.take("{")) this.#fields(depth);
    else if (this.#text[this.#at] === '"') this.text();
    else this.#match(ATOM, "a value");
  }

  #fields(depth: number): void {
    const names = new Set<string>();
    this.#members("}", () => {
      const name = this.text();
      if (names.has(name)) this.refuse("a field stands twice");
      names.add(name);
      this.expect(":");
      this.skip(depth - 1);
    });
  }

  #members(end: string, read: () => void): void {
    if (this.take(end)) return;
    do read();
    while (this.take(","));
    this.expect(end);
  }

  #match(pattern: RegExp, meant: string): RegExpExecArray {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (!found) this.refuse(`${meant} is expected`);
    this.#at = pattern.lastIndex;
    return found;
  }
}

/** The one value that a message holds. */
export function readWhole<T>(message: Uint8Array, read: (reader: Reader) => T): T {
  const reader = new Reader(message);
  const value = read(reader);
  reader.end();
  return value;
}
