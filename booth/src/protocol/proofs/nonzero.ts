/**
 * (α, β) = (g^r, y^r g^m) does not encrypt 0 (4.15).
 *
 *     s random and not 0, A_0 = β^s × y^(−s r) = g^(m s), which is 1 only if m is 0
 *     w_1, w_2 random, A_1 = α^w_1 × g^w_2, A_2 = β^w_1 × y^w_2
 *     c = SHA256(nonzero|S|A_0,A_1,A_2) mod q
 *     t_1 = w_1 − s c, t_2 = w_2 + s r c
 *
 * It shows that A_0 in the bases (β, y) and 1 in the bases (α, g) have the same exponents (s, −s r). As everywhere, what the
 * prover knows turns all powers into powers of g and y: with u = r w_1 + w_2, A_1 = g^u and A_2 = y^u × g^(m w_1).
 */
import { challenge, g, mod, power, randomScalar, times, writePoint } from "../group";
import type { Hidden, Key } from "../elgamal";

export interface NonzeroProof {
  /** A_0, written. */
  readonly commitment: string;
  readonly challenge: bigint;
  readonly response: readonly [bigint, bigint];
}

export const nonzeroInput = (S: string, A: readonly string[]): string => `nonzero|${S}|${A.join(",")}`;

export function nonzeroJson({ commitment, challenge: c, response: [t_1, t_2] }: NonzeroProof): string {
  return `{"commitment":"${commitment}","challenge":"${c}","response":["${t_1}","${t_2}"]}`;
}

export function proveNonzero({ y }: Key, S: string, { r, m }: Hidden): NonzeroProof {
  let s = 0n;
  while (s === 0n) s = randomScalar();
  const [w_1, w_2] = [randomScalar(), randomScalar()];
  const u = mod(r * w_1 + w_2);
  const A_0 = writePoint(power(g, BigInt(m) * s));
  const A_1 = writePoint(power(g, u));
  const A_2 = writePoint(times(power(y, u), power(g, BigInt(m) * w_1)));
  const c = challenge(nonzeroInput(S, [A_0, A_1, A_2]));
  return { commitment: A_0, challenge: c, response: [mod(w_1 - s * c), mod(w_2 + s * r * c)] };
}
