/**
 * Knowledge of x with X = g^x, by a challenge that is the hash of the commitment (Schnorr).
 *
 *     w random, A = g^w
 *     challenge = SHA256(prefix|A) mod q
 *     response  = w − x × challenge mod q
 *
 * Whoever checks it computes A = g^response × X^challenge and hashes again. The prefix says what is proved:
 *
 *     4.5     pok|Ed25519|X       a trustee knows the private key
 *     4.11.2  raweg|S_0|y,α,β     the voter knows the randomness of a non-homomorphic answer
 *     4.16    sig|hash            the owner of a credential signs a ballot
 *     P2      veche-petition|Ed25519|φ|turn|X   the owner of a credential signs a petition (docs/petitions.md)
 */
import { challenge, g, mod, power, randomScalar, writePoint } from "../group";

export interface Proof {
  readonly challenge: bigint;
  readonly response: bigint;
}

export const proofJson = (proof: Proof): string => `{"challenge":"${proof.challenge}","response":"${proof.response}"}`;

export const knowledgePrefix = {
  trusteeKey: (X: string): string => `pok|Ed25519|${X}`,
  encryption: (S_0: string, y: string, c: string): string => `raweg|${S_0}|${y},${c}`,
  signature: (hash: string): string => `sig|${hash}`,
  petition: (print: string, turn: number, X: string): string => `veche-petition|Ed25519|${print}|${turn}|${X}`,
};

export function proveKnowledge(prefix: string, x: bigint): Proof {
  const w = randomScalar();
  const c = challenge(`${prefix}|${writePoint(power(g, w))}`);
  return { challenge: c, response: mod(w - x * c) };
}
