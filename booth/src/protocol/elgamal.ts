/** ElGamal (4.3, 4.11): (α, β) = (g^r, y^r × M) hides M from everybody but all trustees together. */
import { g, mod, ofInts, power, product, randomScalar, readPoint, times, writePoint, type Point } from "./group";

/** The key of an election, with tables for its powers: every power in a ballot is one of g or of y. */
export interface Key {
  readonly y: Point;
  readonly text: string;
}

let last: Key | undefined;

/** Throws `Refusal("group.element")`. Kept for the next ballot, because the tables take longer than the ballot. */
export function keyOf(publicKey: string): Key {
  if (last?.text !== publicKey) last = { y: readPoint(publicKey, "public_key").precompute(6), text: publicKey };
  return last;
}

/** A ciphertext as it stands in a message and in what is hashed. */
export class Ciphertext {
  /** `α,β`. */
  readonly text: string;

  constructor(
    readonly alpha: Point,
    readonly beta: Point,
    readonly alphaText = writePoint(alpha),
    readonly betaText = writePoint(beta),
  ) {
    this.text = `${alphaText},${betaText}`;
  }

  get json(): string {
    return `{"alpha":"${this.alphaText}","beta":"${this.betaText}"}`;
  }
}

/** What only the voter's device knows of a ciphertext: m, for β = y^r g^m, and r. */
export interface Hidden {
  readonly r: bigint;
  readonly m: number;
}

export interface Encrypted extends Hidden {
  readonly c: Ciphertext;
}

/** m is 0 or 1: both forms of β are made and one is taken, so that the work does not depend on the vote. */
export function encryptBit({ y }: Key, m: number, r = randomScalar()): Encrypted {
  const masked = power(y, r);
  const beta = [masked, times(masked, g)][m] as Point;
  return { r, m, c: new Ciphertext(power(g, r), beta) };
}

export const encryptInts = ({ y }: Key, values: readonly number[], r = randomScalar()): { r: bigint; c: Ciphertext } => ({
  r,
  c: new Ciphertext(power(g, r), times(power(y, r), ofInts(values))),
});

/** The product of ciphertexts encrypts the sum. */
export const sumOf = (parts: readonly Encrypted[]): Encrypted => ({
  ...hiddenSum(parts),
  c: new Ciphertext(product(parts.map(({ c }) => c.alpha)), product(parts.map(({ c }) => c.beta))),
});

/** What is hidden in a product. */
export const hiddenSum = (parts: readonly Hidden[]): Hidden => ({
  r: mod(parts.reduce((total, { r }) => total + r, 0n)),
  m: parts.reduce((total, { m }) => total + m, 0),
});
