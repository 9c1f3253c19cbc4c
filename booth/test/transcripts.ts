/**
 * The strings that the proofs of a given ballot hash, computed as a verifier does: commitments from challenges and responses.
 * Their beginnings come from the code under test.
 */
import { listed } from "../src/protocol/answers/homomorphic";
import { Ciphertext } from "../src/protocol/elgamal";
import { g, power, product, readPoint, times, writePoint, type Point } from "../src/protocol/group";
import { disjunctionPrefix } from "../src/protocol/proofs/disjunction";
import { nonzeroInput } from "../src/protocol/proofs/nonzero";
import { knowledgePrefix, type Proof } from "../src/protocol/proofs/schnorr";
import type { HomomorphicAnswer, ListsAnswer, NumbersAnswer } from "../src/protocol/reading";
import type { Election, Question } from "../src/protocol/types";

export interface Transcript {
  readonly input: string;
  /** What the hash of the input must be, mod q. */
  readonly challenges: readonly bigint[];
}

type Claim = readonly [Ciphertext, number, Proof];

const raised = (base: Point, pi: Proof, other: Point): Point => times(power(base, pi.response), power(other, pi.challenge));
const all = (choices: readonly Ciphertext[]): Ciphertext =>
  new Ciphertext(product(choices.map(({ alpha }) => alpha)), product(choices.map(({ beta }) => beta)));
const M = ({ min, max }: { min: number; max: number }): number[] => Array.from({ length: max - min + 1 }, (_, i) => min + i);

export function knowledge(prefix: string, X: Point, pi: Proof): Transcript {
  return { input: `${prefix}|${writePoint(raised(g, pi, X))}`, challenges: [pi.challenge] };
}

function oneOf(y: Point, prefix: string, claims: readonly Claim[]): Transcript {
  const commitments = claims.map(([{ alpha, beta }, m, pi]) => {
    const B = raised(y, pi, beta.subtract(power(g, BigInt(m))));
    return `${writePoint(raised(g, pi, alpha))},${writePoint(B)}`;
  });
  return { input: `${prefix}|${commitments.join(",")}`, challenges: claims.map(([, , pi]) => pi.challenge) };
}

/** What each kind of answer hashes, in the order of the answer's fields. */
export class Transcripts {
  readonly #y: Point;
  readonly #S_0: string;

  constructor(
    readonly election: Election,
    credential: string,
  ) {
    this.#y = readPoint(election.publicKey, "public_key");
    this.#S_0 = `${election.fingerprint}|${credential}`;
  }

  numbers({ choices, proof }: NumbersAnswer): Transcript[] {
    return [knowledge(knowledgePrefix.encryption(this.#S_0, this.election.publicKey, choices.text), choices.alpha, proof)];
  }

  homomorphic(question: Question & { kind: "H" }, { choices, individual, overall, blank }: HomomorphicAnswer): Transcript[] {
    const S = listed(this.#S_0, choices);
    const bits = choices.map((c, j) => this.#bit(c, individual[j] as Proof[]));
    if (!blank) {
      const sum = all(choices);
      const claims = M(question).map((m, j): Claim => [sum, m, overall[j] as Proof]);
      return [...bits, oneOf(this.#y, disjunctionPrefix.interval(S, sum.text), claims)];
    }
    const [first, ...rest] = choices as [Ciphertext, ...Ciphertext[]];
    const sum = all(rest);
    const limits = M(question).map((m, j): Claim => [sum, m, overall[j + 1] as Proof]);
    return [
      ...bits,
      oneOf(this.#y, disjunctionPrefix.overallOrBlank(S), [[first, 1, overall[0] as Proof], ...limits]),
      oneOf(this.#y, disjunctionPrefix.blank(S), [[first, 0, blank[0] as Proof], [sum, 0, blank[1] as Proof]]),
    ];
  }

  lists({ choices, individual, overall, lists, nonzero }: ListsAnswer): Transcript[] {
    const S = listed(this.#S_0, choices.flat());
    const names = all(choices.map(([name]) => name as Ciphertext));
    const candidates = all(choices.flatMap(([, ...rest]) => rest));
    const [t_1, t_2] = nonzero.response;
    const A_0 = readPoint(nonzero.commitment, "");
    const A_1 = times(power(candidates.alpha, t_1), power(g, t_2));
    const A_2 = times(times(power(candidates.beta, t_1), power(this.#y, t_2)), power(A_0, nonzero.challenge));
    return [
      ...choices.flatMap((list, i) => list.map((c, j) => this.#bit(c, individual[i]?.[j] as Proof[]))),
      oneOf(this.#y, disjunctionPrefix.interval(S, names.text), [[names, 1, overall]]),
      ...choices.map((list, i) => {
        const [name, ...rest] = list as [Ciphertext, ...Ciphertext[]];
        const claims: Claim[] = [[name, 1, lists[i]?.[0] as Proof], [all(rest), 0, lists[i]?.[1] as Proof]];
        return oneOf(this.#y, disjunctionPrefix.list(S), claims);
      }),
      { input: nonzeroInput(S, [A_0, A_1, A_2].map(writePoint)), challenges: [nonzero.challenge] },
    ];
  }

  #bit(c: Ciphertext, pis: readonly Proof[]): Transcript {
    const claims = pis.map((pi, m): Claim => [c, m, pi]);
    return oneOf(this.#y, disjunctionPrefix.interval(this.#S_0, c.text), claims);
  }
}
