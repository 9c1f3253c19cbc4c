/**
 * The group Ed25519 as Belenios writes it (section 5.2), over noble's curve.
 *
 * Written multiplicatively in the comments, as in the specification: g^x. A point is 64 hexadecimal digits, most
 * significant first: the bits of y with the lowest bit of x on top. Every point that was received is checked to be
 * written in its one form and to lie in the subgroup of prime order q; otherwise a point of small order could carry
 * part of a secret, or make two ciphertexts out of one.
 */
import { ed25519 } from "@noble/curves/ed25519.js";
import { hashedNumber } from "./bytes";
import { randomBelow } from "./random";
import { Refusal } from "./refusal";

export type Point = InstanceType<typeof ed25519.Point>;

export const g: Point = ed25519.Point.BASE;
export const one: Point = ed25519.Point.ZERO;
export const q: bigint = ed25519.Point.Fn.ORDER;
export const GROUP = "Ed25519";

const KAPPA = 8n; // bits of each small integer
const PADDING = 14n;
export const MOST_INTS = 30; // as many as fit below 2^255 beside the padding

/** n mod q, never negative. */
export const mod = (n: bigint): bigint => ((n % q) + q) % q;

export const randomScalar = (): bigint => randomBelow(q);

/** SHA256(text) mod q: every challenge. */
export const challenge = (text: string): bigint => hashedNumber(text) % q;

/** base^exponent. Noble takes neither the exponent 0 nor the neutral element; both happen: an empty tally is neutral. */
export function power(base: Point, exponent: bigint): Point {
  const e = mod(exponent);
  return e === 0n || base.is0() ? one : base.multiply(e);
}

/** The same, faster, in a time that tells the exponent: where everybody knows both, as in a proof that is checked. */
export const publicPower = (base: Point, exponent: bigint): Point => base.multiplyUnsafe(mod(exponent));

export const times = (a: Point, b: Point): Point => a.add(b);
export const product = (points: readonly Point[]): Point => points.reduce(times, one);

export function writePoint(point: Point): string {
  return toHex(point.toBytes().reverse());
}

/** Throws `Refusal("group.element")`. */
export function readPoint(text: string, where: string): Point {
  if (!/^[0-9a-f]{64}$/.test(text)) throw noElement(where, "64 lower-case hexadecimal digits are expected");
  const point = uncompress(fromHex(text).reverse());
  if (!point) throw noElement(where, "this is not a point, or not written in its one form");
  if (!point.isTorsionFree()) throw noElement(where, "this point lies outside the subgroup of prime order");
  return point;
}

/** A scalar in base 10 (4.2). Throws `Refusal("group.scalar")`. */
export function readScalar(text: string, where: string): bigint {
  const written = /^(?:0|[1-9][0-9]{0,76})$/.test(text);
  if (written && BigInt(text) < q) return BigInt(text);
  throw new Refusal("group.scalar", where, "this is not a number in base 10 below the order of the group");
}

/**
 * of_ints (5.2): v_1 to v_n, 8 bits each, then 14 bits ε, the smallest that make the number the y of a point of the group.
 *
 * Of the numbers one in sixteen is such a y. Throws `Refusal("choice")` if none of the 2^14 is, which never happens.
 */
export function ofInts(values: readonly number[]): Point {
  const base = values.reduce((number, value) => (number << KAPPA) | BigInt(value), 0n) << PADDING;
  for (let epsilon = 0n; epsilon < 1n << PADDING; epsilon += 1n) {
    const point = uncompress(littleEndian(base | epsilon));
    if (point?.isTorsionFree()) return point;
  }
  throw new Refusal("choice", "", "these numbers cannot be written as an element of the group");
}

/** to_ints (5.2), the inverse: n numbers. */
export function toInts(point: Point, n: number): number[] {
  const number = point.y >> PADDING;
  return Array.from({ length: n }, (_, i) => Number((number >> (KAPPA * BigInt(n - 1 - i))) & 255n));
}

/** Undefined where there is no such point; strict: y below p, and the sign of x = 0 is positive. */
function uncompress(bytes: Uint8Array): Point | undefined {
  try {
    return ed25519.Point.fromBytes(bytes, false);
  } catch {
    return undefined;
  }
}

const noElement = (where: string, detail: string): Refusal => new Refusal("group.element", where, detail);
const toHex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const fromHex = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const littleEndian = (n: bigint): Uint8Array => fromHex(n.toString(16).padStart(64, "0")).reverse();
