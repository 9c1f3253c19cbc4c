/** Ballots (4.17), made in two steps: encrypted, which fixes the seal, and then signed, if the voter does not want to see it opened. */
import { answerHomomorphic, encryptBits, type Step } from "./answers/homomorphic";
import { answerLists } from "./answers/lists";
import { answerNumbers } from "./answers/numbers";
import { hash, textOf, utf8 } from "./bytes";
import { checkChoices, sum } from "./choices";
import { publicCredential, secretOf } from "./credentials";
import { encryptInts, keyOf, type Encrypted, type Key } from "./elgamal";
import { knowledgePrefix, proofJson, proveKnowledge } from "./proofs/schnorr";
import { Refusal } from "./refusal";
import type { Choice, Election, Opening, Progress, Question, Sealed } from "./types";

/** The smart ballot tracker: the hash of the whole ballot. */
export const tracker = (ballot: Uint8Array): string => hash(ballot);

/**
 * Encrypts a vote for the owner of a credential, with fresh randomness. Throws `Refusal`: `choice`, `credential`.
 *
 * The seal is the hash that the signature will sign: once it is shown, the vote behind it is fixed.
 */
export function sealBallot(election: Election, credential: string, choices: readonly Choice[], progress?: Progress): Sealed {
  checkChoices(election, choices);
  const public_ = publicCredential(election.uuid, credential);
  const key = keyOf(election.publicKey);
  const step = counted(election.questions, choices, progress);
  const S_0 = `${election.fingerprint}|${public_}`;
  const made = election.questions.map((question, i) => sealAnswer(key, S_0, question, choices[i] as Choice, step));
  const answers = made.map(({ answer }) => answer).join(",");
  const head = `"election_uuid":"${election.uuid}","election_hash":"${election.fingerprint}","credential":"${public_}"`;
  const unsigned = utf8(`{${head},"answers":[${answers}]}`);
  const opening = { choices: choices.map(copied), randomness: made.map(({ randomness }) => randomness) };
  return { seal: hash(unsigned), unsigned, opening };
}

interface Made {
  readonly answer: string;
  readonly randomness: Opening["randomness"][number];
}

function sealAnswer(key: Key, S_0: string, question: Question, choice: Choice, step: Step): Made {
  if (question.kind === "NH") {
    const encrypted = encryptInts(key, choice as number[]);
    step();
    return { answer: answerNumbers(key, S_0, encrypted), randomness: `${encrypted.r}` };
  }
  if (question.kind === "H") {
    const encrypted = encryptBits(key, choice as number[], step);
    return { answer: answerHomomorphic(key, S_0, question, encrypted, step), randomness: encrypted.map(written) };
  }
  const encrypted = (choice as number[][]).map((list) => encryptBits(key, list, step));
  return { answer: answerLists(key, S_0, encrypted, step), randomness: encrypted.map((list) => list.map(written)) };
}

const copied = (choice: Choice): Choice => choice.map((value) => (Array.isArray(value) ? [...value] : value)) as Choice;

const written = ({ r }: Encrypted): string => `${r}`;

/** A step for each ciphertext and for each proof of a bit, whatever the vote. */
function counted(questions: readonly Question[], choices: readonly Choice[], progress?: Progress): Step {
  const total = sum(questions.map(({ kind }, i) => (kind === "NH" ? 1 : 2 * (choices[i] as Choice).flat().length)));
  let done = 0;
  return () => progress?.((done += 1), total);
}

/**
 * Signs a sealed ballot (4.16) with the credential that it was sealed for. Throws `Refusal`: `credential`, or `ballot.hash`,
 * `ballot.credential` where it is another ballot than the one that the seal was shown for.
 */
export function signBallot(election: Election, credential: string, sealed: Sealed): { ballot: Uint8Array; tracker: string } {
  const text = textOf(sealed.unsigned);
  if (hash(sealed.unsigned) !== sealed.seal) throw new Refusal("ballot.hash", "seal", "this is not the ballot with this seal");
  if (!text.includes(`"credential":"${publicCredential(election.uuid, credential)}","answers":`)) {
    throw new Refusal("ballot.credential", "credential", "this ballot was sealed for another credential");
  }
  const proof = proveKnowledge(knowledgePrefix.signature(sealed.seal), secretOf(election.uuid, credential));
  const signature = `"signature":{"hash":"${sealed.seal}","proof":${proofJson(proof)}}`;
  const ballot = utf8(`${text.slice(0, -1)},${signature}}`);
  return { ballot, tracker: tracker(ballot) };
}
