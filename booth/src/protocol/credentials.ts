/** Credentials (4.8): what a voter's paper holds, and the public list of them. */
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bigEndian, join, utf8 } from "./bytes";
import { g, mod, power, writePoint } from "./group";
import { BASE58, randomBase58 } from "./random";
import { Refusal } from "./refusal";
import type { Progress } from "./types";

const DIGIT = `[${BASE58}]`;
const FULL = new RegExp(`^${DIGIT}{5}-${DIGIT}{6}-${DIGIT}{5}-${DIGIT}{6}$`);
const SHORT = new RegExp(`^${DIGIT}{3}(?:-${DIGIT}{3}){4}$`);

/** 14 Base58 characters (4.2). */
export const newUuid = (): string => randomBase58(14);

/** A fresh credential XXXXX-XXXXXX-XXXXX-XXXXXX: 22 digits of Base58, more than 128 bits. */
export function newCredential(): string {
  const seed = randomBase58(22);
  return [seed.slice(0, 5), seed.slice(5, 11), seed.slice(11, 16), seed.slice(16)].join("-");
}

/** Throws `Refusal("credential")`, which does not repeat it. */
export function checkCredential(text: string): void {
  if (FULL.test(text) || (SHORT.test(text) && checksumHolds(text))) return;
  throw new Refusal("credential", "", "this is not a credential: XXXXX-XXXXXX-XXXXX-XXXXXX, never with 0, O, I or l");
}

/** Release 2.0: 15 characters, the last one 53 minus the others (a big-endian number in base 58) modulo 53. */
function checksumHolds(text: string): boolean {
  const digits = Array.from(text.replaceAll("-", ""), (digit) => BASE58.indexOf(digit));
  const last = digits.pop();
  const number = digits.reduce((total, digit) => total * 58n + BigInt(digit), 0n);
  return last === 53 - Number(number % 53n);
}

/**
 * The secret exponent of a credential (4.8): x_i = SHA256(derive_credential|uuid|i|c) for i = 0, 1; x_0 and x_1 put together,
 * a big-endian number of 512 bits, modulo q. The form of release 2.0: PBKDF2-HMAC-SHA256(c, uuid, 1000 rounds, 32 bytes) mod q.
 */
export function secretOf(uuid: string, text: string): bigint {
  checkCredential(text);
  if (SHORT.test(text)) return mod(bigEndian(pbkdf2(sha256, text, uuid, { c: 1000, dkLen: 32 })));
  const half = (i: number): Uint8Array => sha256(utf8(`derive_credential|${uuid}|${i}|${text}`));
  return mod(bigEndian(join(half(0), half(1))));
}

/** g^x. */
export const publicCredential = (uuid: string, text: string): string => writePoint(power(g, secretOf(uuid, text)));

/** The message `public_credentials`, sorted, so that its order tells nothing about the order of the voters (3.1). */
export function publicCredentials(uuid: string, texts: readonly string[], progress?: Progress): Uint8Array {
  const lines = texts.map((text, index) => {
    const line = publicCredential(uuid, text);
    progress?.(index + 1, texts.length);
    return line;
  });
  return utf8(JSON.stringify(lines.sort()));
}
