/** The shared vectors, those of Ed25519. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Refusal } from "../src/protocol/index";

declare const VECTORS: string;

export const read = (name: string): unknown => JSON.parse(readFileSync(`${VECTORS}/${name}.json`, "utf8"));

/** The entries of a file that is a list of them. */
export function entries<T extends { group: string }>(name: string): T[] {
  const found = (read(name) as T[]).filter(({ group }) => group === "Ed25519");
  assert.ok(found.length > 0);
  return found;
}

export interface Strings {
  good: { what: string; string: string }[];
  bad: { what: string; string: string }[];
}

export const strings = (name: string): Strings => (read(name) as { Ed25519: Strings }).Ed25519;

export interface BallotVector {
  group: string;
  what: string;
  election: string;
  fingerprint: string;
  credential: string;
  choices: (number[] | number[][])[];
  ballot: string;
  tracker: string;
  hashed: string[];
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Asserts that `work` is refused by the check of that name. */
export function refused(check: string, work: () => unknown): void {
  assert.throws(work, (error) => {
    assert.ok(error instanceof Refusal, `${error}`);
    assert.equal(error.check, check, error.message);
    return true;
  });
}
