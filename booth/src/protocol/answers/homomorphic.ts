/**
 * An answer to a homomorphic question (4.11.1): each value m_j, 0 or 1, encrypted by itself.
 *
 *     individual_proofs   m_j is 0 or 1, with S_0                                     (4.12)
 *     overall_proof       Σ m_j is one of min, …, max, with S                         (4.12)
 *     with blank, where m_0 says whether the vote is blank and m_Σ = m_1 + … + m_n:   (4.13)
 *     overall_proof       m_0 = 1, or m_Σ is one of min, …, max, with S
 *     blank_proof         m_0 = 0, or m_Σ = 0, with S
 *
 * S_0 is `φ|credential`; S is S_0, a bar, and every α and β, separated by commas: see `listed`.
 */
import { encryptBit, hiddenSum, sumOf, type Encrypted, type Hidden, type Key } from "../elgamal";
import { disjunctionPrefix, proveOneOf, type Statement } from "../proofs/disjunction";
import { proofJson, type Proof } from "../proofs/schnorr";
import type { Question } from "../types";

export type Step = () => void;

/** S (4.11.1, 4.11.3). */
export const listed = (S_0: string, choices: readonly { readonly text: string }[]): string =>
  `${S_0}|${choices.map((c) => c.text).join(",")}`;

export const listJson = (items: readonly string[]): string => `[${items.join(",")}]`;
export const proofsJson = (proofs: readonly Proof[]): string => listJson(proofs.map(proofJson));

/** Encrypts every value; `step` is called after each. */
export function encryptBits(key: Key, values: readonly number[], step: Step): Encrypted[] {
  return values.map((value) => {
    const encrypted = encryptBit(key, value);
    step();
    return encrypted;
  });
}

/** m is 0 or 1, for each. */
export function proveBits(key: Key, S_0: string, choices: readonly Encrypted[], step: Step): string {
  const proofs = choices.map((hidden) => {
    const statements = [0, 1].map((M) => ({ hidden, M }));
    const proof = proveOneOf(key, disjunctionPrefix.interval(S_0, hidden.c.text), statements, hidden.m);
    step();
    return proofsJson(proof);
  });
  return listJson(proofs);
}

/** The JSON of an answer to a homomorphic question whose values were encrypted as `choices`. */
export function answerHomomorphic(
  key: Key,
  S_0: string,
  question: Question & { kind: "H" },
  choices: readonly Encrypted[],
  step: Step,
): string {
  const S = listed(S_0, choices.map(({ c }) => c));
  const proofs = question.blank ? limitsOrBlank(key, S, question, choices) : limits(key, S, question, choices);
  const encrypted = listJson(choices.map(({ c }) => c.json));
  return `{"choices":${encrypted},"individual_proofs":${proveBits(key, S_0, choices, step)},${proofs}}`;
}

/** The statements "this is M" for M = min, …, max. */
const within = (hidden: Hidden, { min, max }: { min: number; max: number }): Statement[] =>
  Array.from({ length: max - min + 1 }, (_, i) => ({ hidden, M: min + i }));

function limits(key: Key, S: string, question: Question & { kind: "H" }, choices: readonly Encrypted[]): string {
  const sum = sumOf(choices);
  const overall = proveOneOf(key, disjunctionPrefix.interval(S, sum.c.text), within(sum, question), sum.m - question.min);
  return `"overall_proof":${proofsJson(overall)}`;
}

function limitsOrBlank(key: Key, S: string, question: Question & { kind: "H" }, choices: readonly Encrypted[]): string {
  const [blank, ...rest] = choices as [Encrypted, ...Encrypted[]];
  const sum = hiddenSum(rest);
  const statements = [{ hidden: blank, M: 1 }, ...within(sum, question)];
  const truth = blank.m === 1 ? 0 : 1 + sum.m - question.min;
  const overall = proveOneOf(key, disjunctionPrefix.overallOrBlank(S), statements, truth);
  const nothing = [{ hidden: blank, M: 0 }, { hidden: sum, M: 0 }];
  const blankProof = proveOneOf(key, disjunctionPrefix.blank(S), nothing, blank.m === 1 ? 1 : 0);
  return `"overall_proof":${proofsJson(overall)},"blank_proof":${proofsJson(blankProof)}`;
}
