/** Randomness, from the browser's own source and no other. */
import { bigEndian } from "./bytes";

export const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const FAIR = 256 - (256 % BASE58.length); // bytes from here on would make the first digits more likely

export const randomBytes = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** 512 bits modulo q: so near to uniform that nobody can tell (a bias below 2^-259). */
export const randomBelow = (q: bigint): bigint => bigEndian(randomBytes(64)) % q;

export function randomBase58(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < FAIR && text.length < length) text += BASE58[byte % BASE58.length];
    }
  }
  return text;
}
