/**
 * What a verifier does with the proofs beside this file (4.5, 4.6.1, 4.11 to 4.16). They carry no commitments: each is computed
 * again from challenge and response, and the hash over the commitments must give the challenges. Everything here is public.
 */
import type { Ciphertext, Key } from "../elgamal";
import { challenge, g, mod, one, publicPower, readPoint, times, writePoint, type Point } from "../group";
import { Refusal } from "../refusal";
import { nonzeroInput, type NonzeroProof } from "./nonzero";
import type { Proof } from "./schnorr";

/** "This ciphertext encrypts M", as far as this proof goes. */
export type Claim = readonly [c: Ciphertext, M: number, pi: Proof];

/** g^response × X^challenge. */
const raised = (base: Point, pi: Proof, X: Point): Point => times(publicPower(base, pi.response), publicPower(X, pi.challenge));

/** Knowledge of x with X = g^x: A = g^response × X^challenge, challenge = H(prefix|A). */
export function checkKnowledge(check: string, where: string, prefix: string, X: Point, pi: Proof): void {
  if (challenge(`${prefix}|${writePoint(raised(g, pi, X))}`) === pi.challenge) return;
  throw new Refusal(check, where, "the challenge is not the hash of the recomputed commitment");
}

/**
 * One of several claims holds (4.12 to 4.14): H(prefix|A_0,B_0,…,A_k,B_k) is the sum of the challenges, with
 *
 *     A = g^response × α^challenge        B = y^response × (β / g^M)^challenge
 */
export function checkOneOf(check: string, where: string, { y }: Key, prefix: string, claims: readonly Claim[]): void {
  const commitments = claims.map(([{ alpha, beta }, M, pi]) => {
    const B = raised(y, pi, beta.subtract(publicPower(g, BigInt(M))));
    return `${writePoint(raised(g, pi, alpha))},${writePoint(B)}`;
  });
  const sum = mod(claims.reduce((total, [, , pi]) => total + pi.challenge, 0n));
  if (challenge(`${prefix}|${commitments.join(",")}`) === sum) return;
  throw new Refusal(check, where, "the challenges do not add up to the hash of the recomputed commitments");
}

/** c does not encrypt 0 (4.15): A_1 = α^t_1 × g^t_2, A_2 = β^t_1 × y^t_2 × A_0^challenge. */
export function checkNonzero(where: string, { y }: Key, S: string, c: Ciphertext, pi: NonzeroProof): void {
  const A_0 = readPoint(pi.commitment, where);
  if (A_0.equals(one)) throw new Refusal("proof.nonzero", where, "the commitment is 1");
  const [t_1, t_2] = pi.response;
  const A_1 = times(publicPower(c.alpha, t_1), publicPower(g, t_2));
  const A_2 = times(times(publicPower(c.beta, t_1), publicPower(y, t_2)), publicPower(A_0, pi.challenge));
  if (challenge(nonzeroInput(S, [A_0, A_1, A_2].map(writePoint))) === pi.challenge) return;
  throw new Refusal("proof.nonzero", where, "the challenge is not the hash of the recomputed commitments");
}
