/** Reads a ballot (4.11, 4.17) in the form that its election asks for: every element and scalar is checked, no proof is. */
import { Ciphertext } from "./elgamal";
import { readPoint, readScalar } from "./group";
import type { Reader } from "./json";
import type { NonzeroProof } from "./proofs/nonzero";
import type { Proof } from "./proofs/schnorr";
import { Refusal } from "./refusal";
import type { Election, Question } from "./types";

export interface HomomorphicAnswer {
  readonly choices: Ciphertext[];
  readonly individual: Proof[][];
  readonly overall: Proof[];
  readonly blank: Proof[] | undefined;
}

export interface NumbersAnswer {
  readonly choices: Ciphertext;
  readonly proof: Proof;
}

export interface ListsAnswer {
  readonly choices: Ciphertext[][];
  readonly individual: Proof[][][];
  readonly overall: Proof;
  readonly lists: Proof[][];
  readonly nonzero: NonzeroProof;
}

export type Answer = HomomorphicAnswer | NumbersAnswer | ListsAnswer;

export interface Unsigned {
  readonly credential: string;
  readonly answers: Answer[];
}

/**
 * A ballot up to its signature: the reader stands behind its answers. Throws `Refusal`: `json`, `group.element`,
 * `group.scalar`, `answer.shape`, or `ballot.election` where it is for another election.
 */
export function readUnsigned(reader: Reader, election: Election): Unsigned {
  const credential = readHead(reader, election);
  readPoint(credential, "credential");
  return { credential, answers: readAnswers(reader, election.questions) };
}

/** The beginning of a ballot; its credential is not checked. Throws `Refusal`: `json`, `ballot.election`. */
export function readHead(reader: Reader, election: Election): string {
  reader.expect("{");
  const uuid = reader.field("election_uuid", () => reader.plain());
  reader.expect(",");
  const fingerprint = reader.field("election_hash", () => reader.plain());
  reader.expect(",");
  const credential = reader.field("credential", () => reader.plain());
  if (uuid !== election.uuid) throw new Refusal("ballot.election", "election_uuid", "this ballot is for another election");
  if (fingerprint !== election.fingerprint) throw new Refusal("ballot.election", "election_hash", "this ballot is for another election");
  return credential;
}

/** The answers behind the head, one for each question. */
export function readAnswers(reader: Reader, questions: readonly Question[]): Answer[] {
  reader.expect(",");
  return reader.field("answers", () => {
    const answers = reader.list((index) => {
      const question = questions[index];
      return question ? readAnswer(reader, question) : misshapen(reader.where);
    });
    return answers.length === questions.length ? answers : misshapen("answers");
  });
}

function readAnswer(reader: Reader, question: Question): Answer {
  if (question.kind === "NH") return readNumbers(reader);
  return question.kind === "H" ? readHomomorphic(reader, question) : readLists(reader, question);
}

function readNumbers(reader: Reader): NumbersAnswer {
  reader.expect("{");
  const choices = reader.field("choices", () => ciphertext(reader));
  reader.expect(",");
  const proof = reader.field("proof", () => readProof(reader));
  reader.expect("}");
  return { choices, proof };
}

function readHomomorphic(reader: Reader, question: Question & { kind: "H" }): HomomorphicAnswer {
  const where = reader.where;
  reader.expect("{");
  const choices = reader.field("choices", () => reader.list(() => ciphertext(reader)));
  reader.expect(",");
  const individual = reader.field("individual_proofs", () => reader.list(() => readProofs(reader)));
  reader.expect(",");
  const overall = reader.field("overall_proof", () => readProofs(reader));
  const blank = reader.optional(",", "blank_proof", () => readProofs(reader));
  reader.expect("}");
  const size = question.answers.length + Number(question.blank);
  const overallSize = question.max - question.min + 1 + Number(question.blank);
  const fits = choices.length === size && individual.length === size && individual.every((pair) => pair.length === 2);
  const proved = overall.length === overallSize && (blank?.length ?? 0) === 2 * Number(question.blank);
  return fits && proved && (blank !== undefined) === question.blank ? { choices, individual, overall, blank } : misshapen(where);
}

function readLists(reader: Reader, question: Question & { kind: "L" }): ListsAnswer {
  const where = reader.where;
  reader.expect("{");
  const choices = reader.field("choices", () => reader.list(() => reader.list(() => ciphertext(reader))));
  reader.expect(",");
  const individual = reader.field("individual_proofs", () => reader.list(() => reader.list(() => readProofs(reader))));
  reader.expect(",");
  const overall = reader.field("overall_proof", () => readProof(reader));
  reader.expect(",");
  const lists = reader.field("list_proofs", () => reader.list(() => readProofs(reader)));
  reader.expect(",");
  const nonzero = reader.field("nonzero_proof", () => readNonzero(reader));
  reader.expect("}");
  const sizes = (rows: readonly (readonly unknown[])[]): string => rows.map((row) => row.length).join();
  const fits = sizes(choices) === sizes(question.lists) && sizes(individual) === sizes(question.lists);
  const proved = lists.length === question.lists.length && [...individual.flat(), ...lists].every((pair) => pair.length === 2);
  return fits && proved ? { choices, individual, overall, lists, nonzero } : misshapen(where);
}

function readNonzero(reader: Reader): NonzeroProof {
  reader.expect("{");
  const commitment = reader.field("commitment", () => element(reader));
  reader.expect(",");
  const challenge = reader.field("challenge", () => scalar(reader));
  reader.expect(',"response":[');
  const first = scalar(reader);
  reader.expect(",");
  const second = scalar(reader);
  reader.expect("]}");
  return { commitment, challenge, response: [first, second] };
}

const readProofs = (reader: Reader): Proof[] => reader.list(() => readProof(reader));

export function readProof(reader: Reader): Proof {
  reader.expect("{");
  const challenge = reader.field("challenge", () => scalar(reader));
  reader.expect(",");
  const response = reader.field("response", () => scalar(reader));
  reader.expect("}");
  return { challenge, response };
}

export function ciphertext(reader: Reader): Ciphertext {
  reader.expect("{");
  const alpha = reader.field("alpha", () => point(reader));
  reader.expect(",");
  const beta = reader.field("beta", () => point(reader));
  reader.expect("}");
  return new Ciphertext(alpha, beta);
}

const point = (reader: Reader) => readPoint(reader.plain(), reader.where);
const scalar = (reader: Reader): bigint => readScalar(reader.plain(), reader.where);

function element(reader: Reader): string {
  const text = reader.plain();
  readPoint(text, reader.where);
  return text;
}

function misshapen(where: string): never {
  throw new Refusal("answer.shape", where, "the answer has not the numbers of ciphertexts and proofs that its question asks for");
}
