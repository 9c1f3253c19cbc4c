/**
 * An answer to a lists question (4.11.3): for each list a bit for itself, m_i0, and one for each of its candidates.
 *
 *     individual_proofs   m_ij is 0 or 1, with S_0                                (4.12)
 *     overall_proof       Σ_i m_i0 = 1: exactly one list, with S                  (4.12)
 *     list_proofs         m_i0 = 1, or Σ_j≥1 m_ij = 0, for each list, with S      (4.14)
 *     nonzero_proof       Σ_i Σ_j≥1 m_ij ≠ 0: some candidate, with S              (4.15)
 */
import { hiddenSum, sumOf, type Encrypted, type Key } from "../elgamal";
import { disjunctionPrefix, proveOneOf } from "../proofs/disjunction";
import { nonzeroJson, proveNonzero } from "../proofs/nonzero";
import { proofJson, type Proof } from "../proofs/schnorr";
import { listJson, listed, proofsJson, proveBits, type Step } from "./homomorphic";

export function answerLists(key: Key, S_0: string, choices: readonly (readonly Encrypted[])[], step: Step): string {
  const S = listed(S_0, choices.flat().map(({ c }) => c));
  const encrypted = choices.map((list) => listJson(list.map(({ c }) => c.json)));
  const individual = choices.map((list) => proveBits(key, S_0, list, step));
  const candidates = choices.flatMap(([, ...rest]) => rest);
  const parts = [
    `"choices":${listJson(encrypted)}`,
    `"individual_proofs":${listJson(individual)}`,
    `"overall_proof":${proofJson(proveOneList(key, S, choices))}`,
    `"list_proofs":${listJson(choices.map((list) => proofsJson(proveListOrEmpty(key, S, list))))}`,
    `"nonzero_proof":${nonzeroJson(proveNonzero(key, S, hiddenSum(candidates)))}`,
  ];
  return `{${parts.join(",")}}`;
}

function proveOneList(key: Key, S: string, choices: readonly (readonly Encrypted[])[]): Proof {
  const names = sumOf(choices.map(([name]) => name as Encrypted));
  const [proof] = proveOneOf(key, disjunctionPrefix.interval(S, names.c.text), [{ hidden: names, M: 1 }], 0);
  return proof as Proof;
}

function proveListOrEmpty(key: Key, S: string, list: readonly Encrypted[]): Proof[] {
  const [name, ...candidates] = list as [Encrypted, ...Encrypted[]];
  const statements = [{ hidden: name, M: 1 }, { hidden: hiddenSum(candidates), M: 0 }];
  return proveOneOf(key, disjunctionPrefix.list(S), statements, name.m === 1 ? 0 : 1);
}
