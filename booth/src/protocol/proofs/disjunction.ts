/**
 * One of several statements holds, without saying which (4.12 to 4.14).
 *
 * Statement j: a ciphertext (α, β) encrypts M_j. It is proved with a challenge c_j and a response s_j whose commitments are
 *
 *     A_j = g^s_j × α^c_j        B_j = y^s_j × (β / g^M_j)^c_j
 *
 * For the true statement i:   w random, A_i = g^w, B_i = y^w,
 *                             c_i = SHA256(prefix|A_0,B_0,…,A_k,B_k) − Σ_{j≠i} c_j mod q,   s_i = w − r × c_i mod q.
 * For the others c_j and s_j are random, and the commitments follow from them. The prover knows α = g^r and β = y^r g^m, so
 *
 *     A_j = g^(s_j + r c_j)      B_j = y^(s_j + r c_j) × g^((m − M_j) c_j)
 *
 * which are powers of g and y only, for which there are tables. The challenges add up to a hash, so one of them could not be
 * chosen; nobody can see which.
 *
 *     4.12 prefix = prove|S|α,β        (α, β) encrypts one of M_0, …, M_k
 *     4.13 prefix = bproof0|S          the vote is not blank, or nothing is chosen
 *     4.13 prefix = bproof1|S          the vote is blank, or the number of choices is within the limits
 *     4.14 prefix = lproof|S           a list is chosen, or none of its candidates is
 */
import { challenge, g, mod, power, randomScalar, times, writePoint } from "../group";
import type { Hidden, Key } from "../elgamal";
import type { Proof } from "./schnorr";

/** "What is hidden here is M", true or not. */
export interface Statement {
  readonly hidden: Hidden;
  readonly M: number;
}

export const disjunctionPrefix = {
  interval: (S: string, c: string): string => `prove|${S}|${c}`,
  blank: (S: string): string => `bproof0|${S}`,
  overallOrBlank: (S: string): string => `bproof1|${S}`,
  list: (S: string): string => `lproof|${S}`,
};

/** `truth` is the index of a statement that holds. */
export function proveOneOf(key: Key, prefix: string, statements: readonly Statement[], truth: number): Proof[] {
  const w = randomScalar();
  const pis = statements.map(() => ({ challenge: randomScalar(), response: randomScalar() }));
  const commitments = statements.map(({ hidden, M }, j) =>
    j === truth ? commit(key, w, 0n) : simulate(key, hidden, M, pis[j] as Proof),
  );
  const others = pis.reduce((sum, pi, j) => (j === truth ? sum : sum + pi.challenge), 0n);
  const c = mod(challenge(`${prefix}|${commitments.join(",")}`) - others);
  const r = (statements[truth] as Statement).hidden.r;
  pis[truth] = { challenge: c, response: mod(w - r * c) };
  return pis;
}

function simulate(key: Key, { r, m }: Hidden, M: number, pi: Proof): string {
  return commit(key, mod(pi.response + r * pi.challenge), mod(BigInt(m - M) * pi.challenge));
}

/** `A,B` with A = g^u and B = y^u × g^v. */
function commit({ y }: Key, u: bigint, v: bigint): string {
  return `${writePoint(power(g, u))},${writePoint(times(power(y, u), power(g, v)))}`;
}
