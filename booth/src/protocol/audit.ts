/**
 * Opening a sealed ballot instead of casting it (Benaloh's challenge).
 *
 * The voter sees the seal before the device knows whether it will be asked to open it. An audit file then shows the ballot,
 * the vote and the randomness of every ciphertext; anybody can encrypt again and compare. A device that seals another vote
 * than the one that was entered is caught, whenever it is asked. An opened ballot has no signature, so nobody can cast it.
 */
import { hash, textOf, utf8 } from "./bytes";
import { checkChoices } from "./choices";
import { encryptBit, encryptInts, keyOf, type Ciphertext, type Key } from "./elgamal";
import { readScalar } from "./group";
import { readWhole, type Reader } from "./json";
import { readUnsigned, type Answer } from "./reading";
import { Refusal } from "./refusal";
import type { Choice, Election, Opening, Question, Sealed } from "./types";

/** `{"election": φ, "seal", "ballot": the unsigned ballot as text, "choices", "randomness"}`, compact. */
export function auditFile(election: Election, { seal, unsigned, opening }: Sealed): Uint8Array {
  const { choices, randomness } = opening;
  return utf8(JSON.stringify({ election: election.fingerprint, seal, ballot: textOf(unsigned), choices, randomness }));
}

/**
 * What the ballot in an audit file says, once every ciphertext was made again. Throws `Refusal`: `ballot.opening` where
 * the ballot holds another vote, `ballot.hash` where the seal is another, `choice` where the vote is none, or what reading
 * the ballot refuses.
 */
export function checkAudit(election: Election, file: Uint8Array): Choice[] {
  const opened = readWhole(file, (reader) => readFile(reader, election.questions));
  if (opened.election !== election.fingerprint) throw new Refusal("ballot.election", "election", "this file is about another election");
  const unsigned = utf8(opened.ballot);
  if (hash(unsigned) !== opened.seal) throw new Refusal("ballot.hash", "seal", "the seal is not the hash of the ballot");
  checkChoices(election, opened.choices);
  const ballot = readWhole(unsigned, (reader) => {
    const read = readUnsigned(reader, election);
    reader.expect("}");
    return read;
  });
  const key = keyOf(election.publicKey);
  for (const [i, answer] of ballot.answers.entries()) {
    const made = encryptAgain(key, opened.choices[i] as Choice, opened.randomness[i] as Randomness);
    compare(ciphertextsOf(answer), made, `answers[${i}]`);
  }
  return opened.choices;
}

type Randomness = Opening["randomness"][number];

function compare(found: readonly Ciphertext[], made: readonly Ciphertext[], where: string): void {
  if (found.length !== made.length) throw new Refusal("ballot.opening", where, "the randomness has not the shape of the ballot");
  for (const [j, { text }] of made.entries()) {
    if (text !== found[j]?.text) throw new Refusal("ballot.opening", `${where}.choices[${j}]`, "this ciphertext hides something else");
  }
}

const ciphertextsOf = ({ choices }: Answer): Ciphertext[] => [choices].flat(2) as Ciphertext[];

function encryptAgain(key: Key, choice: Choice, randomness: Randomness): Ciphertext[] {
  if (typeof randomness === "string") return [encryptInts(key, choice as number[], readScalar(randomness, "randomness")).c];
  const scalars = randomness.flat().map((text) => readScalar(text, "randomness"));
  const values = choice.flat();
  if (scalars.length !== values.length) throw new Refusal("ballot.opening", "randomness", "there is not one number for each ciphertext");
  return scalars.map((r, j) => encryptBit(key, values[j] as number, r).c);
}

function readFile(reader: Reader, questions: readonly Question[]) {
  reader.expect("{");
  const election = reader.field("election", () => reader.plain());
  reader.expect(",");
  const seal = reader.field("seal", () => reader.plain());
  reader.expect(",");
  const ballot = reader.field("ballot", () => reader.text());
  reader.expect(",");
  const choices = reader.field("choices", () => perQuestion(reader, questions, readChoice));
  reader.expect(",");
  const randomness = reader.field("randomness", () => perQuestion(reader, questions, readRandomness));
  reader.expect("}");
  return { election, seal, ballot, choices, randomness };
}

function perQuestion<T>(reader: Reader, questions: readonly Question[], read: (reader: Reader, question: Question) => T): T[] {
  return reader.list((i) => read(reader, questions[i] ?? reader.refuse("there are more of them than questions")));
}

function readChoice(reader: Reader, { kind }: Question): Choice {
  const values = (): number[] => reader.list(() => reader.integer());
  return kind === "L" ? reader.list(values) : values();
}

function readRandomness(reader: Reader, { kind }: Question): Randomness {
  const scalars = (): string[] => reader.list(() => reader.plain());
  if (kind === "NH") return reader.plain();
  return kind === "L" ? reader.list(scalars) : scalars();
}
