/**
 * F = α^x for the x of X = g^x (4.20): the trustee decrypts with the key that was published.
 *
 *     w random, A = g^w, B = α^w
 *     challenge = SHA256(decrypt|φ|X|A,B) mod q
 *     response  = w − x × challenge mod q
 */
import { challenge, g, mod, power, randomScalar, writePoint, type Point } from "../group";
import type { Proof } from "./schnorr";

export const decryptionInput = (phi: string, X: string, A: string, B: string): string => `decrypt|${phi}|${X}|${A},${B}`;

export function proveDecryption(phi: string, X: string, alpha: Point, x: bigint): Proof {
  const w = randomScalar();
  const c = challenge(decryptionInput(phi, X, writePoint(power(g, w)), writePoint(power(alpha, w))));
  return { challenge: c, response: mod(w - x * c) };
}
