/** The encrypted tally (4.18): the product of the last ballots, to the power of their weights, question by question. */
import { Ciphertext } from "../elgamal";
import { one, publicPower, times } from "../group";
import { readWhole, type Reader } from "../json";
import { ciphertext, type Answer } from "../reading";
import { Refusal, within } from "../refusal";
import type { Question } from "../types";
import type { Last } from "./ballots";
import type { Event } from "./events";
import type { Record } from "./records";
import type { Setup } from "./setup";

/** A lists question has a row for each list, any other question one row. */
type Rows = Ciphertext[][];

/** Throws `Refusal`: `json`, `group.element`, `tally.…`, `archive.payload`. */
export function checkTally({ election, roll }: Setup, { data }: Event, last: ReadonlyMap<string, Last>): void {
  const [tally, sized] = data as [Record, Record];
  const weights = [...last.keys()].map((credential) => roll.get(credential) as number);
  checkWeights(election.questions, [...last.values()], weights);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  within("sized_encrypted_tally", () => checkSized(sized.body, tally.hash, last.size, total));
  const answers = [...last.values()].map((ballot) => ballot.answers);
  const expected = election.questions.map((question, i) => aggregate(question, answers.map((all) => all[i] as Answer), weights));
  within("encrypted_tally", () => compare(election.questions, readTally(tally.body, election.questions), expected));
}

/** 4.18: a ranking cannot be multiplied. */
function checkWeights(questions: readonly Question[], last: readonly Last[], weights: readonly number[]): void {
  const heavy = weights.findIndex((weight) => weight !== 1);
  if (heavy < 0 || questions.every(({ kind }) => kind !== "NH")) return;
  throw new Refusal("tally.weight", `encrypted_tally: ${last[heavy]?.name}`, `the weight is ${weights[heavy]}, and a question is not homomorphic`);
}

function aggregate(question: Question, answers: readonly Answer[], weights: readonly number[]): Rows {
  if (question.kind === "NH") return [answers.map(({ choices }) => choices as Ciphertext)];
  const sizes = question.kind === "L" ? question.lists.map(({ length }) => length) : [question.answers.length + Number(question.blank)];
  const rows = answers.map(({ choices }) => (question.kind === "L" ? choices : [choices]) as Rows);
  return sizes.map((size, i) =>
    Array.from({ length: size }, (_, j) => weighted(rows.map((all) => all[i]?.[j] as Ciphertext), weights)),
  );
}

/** Π c_k ^ weight_k; (1, 1) where there is nothing. */
function weighted(choices: readonly Ciphertext[], weights: readonly number[]): Ciphertext {
  let [alpha, beta] = [one, one];
  for (const [k, c] of choices.entries()) {
    const weight = BigInt(weights[k] as number);
    [alpha, beta] = [times(alpha, publicPower(c.alpha, weight)), times(beta, publicPower(c.beta, weight))];
  }
  return new Ciphertext(alpha, beta);
}

function readTally(message: Uint8Array, questions: readonly Question[]): Rows[] {
  return readWhole(message, (reader) =>
    reader.list((i) => {
      const row = (): Ciphertext[] => reader.list(() => ciphertext(reader));
      return (questions[i] ?? questions.at(-1))?.kind === "L" ? reader.list(row) : [row()];
    }),
  );
}

/** What cannot be added up stands in the order of the ballots (4.18), or sorted, as all releases write it. */
function compare(questions: readonly Question[], found: readonly Rows[], expected: readonly Rows[]): void {
  const numbers = (rows: Rows, i: number): Rows => (questions[i]?.kind === "NH" ? rows.map((row) => [...row].sort(byEncoding)) : rows);
  const text = (all: readonly Rows[]): string => JSON.stringify(all.map((rows) => rows.map((row) => row.map((c) => c.text))));
  if ([expected, expected.map(numbers)].some((all) => text(all) === text(found))) return;
  throw new Refusal("tally.aggregate", "", "it is not what the last ballots give");
}

const byEncoding = (a: Ciphertext, b: Ciphertext): number => (sortKey(a) < sortKey(b) ? -1 : 1);
/** As points are encoded, least significant byte first. */
const sortKey = ({ alphaText, betaText }: Ciphertext): string => [alphaText, betaText].map((text) => text.match(/../g)?.reverse().join("")).join();

/** sized_encrypted_tally (4.18). */
function checkSized(message: Uint8Array, tally: string, ballots: number, weight: number): void {
  const stated = readWhole(message, (reader) => {
    reader.expect("{");
    const number = reader.field("num_tallied", () => reader.integer());
    reader.expect(",");
    const total = reader.field("total_weight", () => readWeight(reader));
    reader.expect(",");
    const hash = reader.field("encrypted_tally", () => reader.hash());
    reader.expect("}");
    return { number, total, hash };
  });
  if (stated.hash !== tally) throw new Refusal("archive.payload", "encrypted_tally", "it is not the hash of the data before");
  if (stated.number === ballots && stated.total === weight) return;
  throw new Refusal("tally.count", "", `${ballots} ballots of total weight ${weight} were counted`);
}

/** A number below 2^30, or a string from there on. */
function readWeight(reader: Reader): number {
  if (!reader.ahead('"')) {
    const weight = reader.integer();
    return 0 <= weight && weight < 2 ** 30 ? weight : reader.refuse("a weight is a number below 2^30, or a string");
  }
  const text = reader.plain();
  const large = /^[1-9][0-9]{9,99}$/.test(text) && Number(text) >= 2 ** 30;
  return large ? Number(text) : reader.refuse("only a weight of 2^30 or more is a string, in base 10");
}
