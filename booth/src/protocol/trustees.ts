/** A trustee with a key of one's own: the key (4.5), and the decryption of one's part of the tally (4.20). */
import { utf8 } from "./bytes";
import { g, power, q, randomScalar, writePoint, type Point } from "./group";
import { readWhole } from "./json";
import { proveDecryption } from "./proofs/decryption";
import { knowledgePrefix, proofJson, proveKnowledge } from "./proofs/schnorr";
import { ciphertext } from "./reading";
import { Refusal } from "./refusal";
import type { Election, Question } from "./types";

/**
 * A fresh key: the private key as a JSON string in base 10, and the message `trustee_public_key`, with the trustee's name
 * where one is given, as `veche trustee key` writes both.
 */
export function newTrusteeKey(name: string): { privateKey: string; publicKey: Uint8Array } {
  let x = 0n;
  while (x === 0n) x = randomScalar();
  const X = writePoint(power(g, x));
  const pok = proofJson(proveKnowledge(knowledgePrefix.trusteeKey(X), x));
  const named = name ? `,"name":${JSON.stringify(name.replace(/\p{Surrogate}/gu, "\ufffd"))}` : "";
  return { privateKey: `"${x}"`, publicKey: utf8(`{"pok":${pok},"public_key":"${X}"${named}}`) };
}

/** The public key of a private key. Throws `Refusal("private_key")`, which does not repeat it. */
export const publicKeyOf = (privateKey: string): string => writePoint(power(g, readPrivateKey(privateKey)));

function readPrivateKey(text: string): bigint {
  const x = /^\s*"(0|[1-9][0-9]{0,76})"\s*$/.exec(text)?.[1];
  if (x !== undefined && BigInt(x) < q) return BigInt(x);
  throw new Refusal("private_key", "", "this is not the private key of a trustee: one number in quotation marks");
}

/**
 * The message `partial_decryption` for an `encrypted_tally`. Throws `Refusal`: `private_key`, `json`, `group.element`,
 * `decryption.shape`, or `shuffle.missing` where the vote has numbers: those must be shuffled first, which the booth does not do.
 *
 * It decrypts what it is given: `verifyAndDecrypt` in archive/ first verifies that it is the sum of the ballots.
 */
export function partialDecryption(election: Election, tally: Uint8Array, privateKey: string): Uint8Array {
  const x = readPrivateKey(privateKey);
  const X = writePoint(power(g, x));
  const alphas = readTally(election.questions, tally);
  const decrypted = alphas.map((rows) =>
    rows.map((row) =>
      row.map((alpha) => {
        const factor = `"${writePoint(power(alpha, x))}"`;
        const proof = proofJson(proveDecryption(election.fingerprint, X, alpha, x));
        return { factor, proof };
      }),
    ),
  );
  const written = (part: "factor" | "proof"): string =>
    nested(election.questions, decrypted.map((rows) => rows.map((row) => row.map((one) => one[part]))));
  return utf8(`{"decryption_factors":${written("factor")},"decryption_proofs":${written("proof")}}`);
}

const list = (items: readonly string[]): string => `[${items.join(",")}]`;

/** A question with sums is one row, and its row stands bare; a lists question has a row for each list. */
const nested = (questions: readonly Question[], all: readonly (readonly (readonly string[])[])[]): string =>
  list(all.map((rows, i) => (questions[i]?.kind === "L" ? list(rows.map(list)) : list(rows[0] as string[]))));

/** The α of each ciphertext by question and row, in the shape of the choices of a ballot (4.18, 4.11). */
function readTally(questions: readonly Question[], tally: Uint8Array): Point[][][] {
  if (questions.some(({ kind }) => kind === "NH")) {
    throw new Refusal("shuffle.missing", "", "a vote with numbers is shuffled before it is decrypted: use the command veche");
  }
  const all = readWhole(tally, (reader) =>
    reader.list((i) => {
      const row = (): Point[] => reader.list(() => ciphertext(reader).alpha);
      return questions[i]?.kind === "L" ? reader.list(row) : [row()];
    }),
  );
  const fits = all.length === questions.length && questions.every((question, i) => lengths(all[i] as Point[][]) === rowsOf(question));
  if (!fits) throw new Refusal("decryption.shape", "encrypted_tally", "this is not the tally of this election");
  return all;
}

const lengths = (rows: readonly (readonly unknown[])[]): string => rows.map((row) => row.length).join();

function rowsOf(question: Question): string {
  if (question.kind === "L") return lengths(question.lists);
  return `${question.answers.length + Number(question.kind === "H" && question.blank)}`;
}
