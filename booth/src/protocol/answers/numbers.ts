/**
 * An answer to a non-homomorphic question (4.11.2): all numbers in one element ξ, encrypted as (g^r, y^r ξ), with a proof that
 * the voter knows r. Without it somebody could hand in a copy of another voter's ciphertext as an own vote.
 */
import type { Ciphertext, Key } from "../elgamal";
import { knowledgePrefix, proofJson, proveKnowledge } from "../proofs/schnorr";

export function answerNumbers(key: Key, S_0: string, { r, c }: { r: bigint; c: Ciphertext }): string {
  const proof = proveKnowledge(knowledgePrefix.encryption(S_0, key.text, c.text), r);
  return `{"choices":${c.json},"proof":${proofJson(proof)}}`;
}
