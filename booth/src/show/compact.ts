/**
 * A ballot small enough for a QR code: its points, numbers and hashes as bytes, its recurring words as one byte each, all of it
 * in 32 letters that a QR code packs tightly and that may stand behind the # of an address. It reads back byte for byte.
 */
import { base32, unbase32 } from "./letters";

const HEX = 0x01; // 64 hexadecimal digits as 32 bytes
const NUMBER = 0x02; // a number in base 10 as 32 bytes
const HASH = 0x03; // 43 characters of Base64 as 32 bytes
const FIRST_PHRASE = 0x80; // below stands ASCII as it is
const PHRASES = [
  '{"election_uuid":"',
  '","election_hash":',
  ',"credential":',
  ',"answers":[',
  '{"choices":[',
  '{"choices":[[',
  '{"alpha":',
  ',"beta":',
  '},{"alpha":',
  '}],"individual_proofs":[[{"challenge":',
  '"individual_proofs":[[{"challenge":',
  ',"response":',
  '},{"challenge":',
  '}],[{"challenge":',
  '}]],"overall_proof":',
  ',"blank_proof":',
  '[{"challenge":',
  '{"challenge":',
  "}]},",
  '}],"signature":{"hash":',
  '],"signature":{"hash":',
  ',"proof":{"challenge":',
  "}}}",
  "}]",
  "}}",
  '"}',
];
const VALUE = /"([0-9a-f]{64})"|"([0-9]{1,78})"|"([A-Za-z0-9+/]{43})"/y;
const MOST = 64 * 1024;

/** Upper-case letters and the digits 2 to 7. Throws RangeError for what is no ballot. */
export function compact(ballot: Uint8Array): string {
  const text = new TextDecoder().decode(ballot);
  const bytes: number[] = [];
  for (let at = 0; at < text.length;) at += next(text, at, bytes);
  const letters = base32(Uint8Array.from(bytes));
  if (new TextDecoder().decode(expand(letters)) !== text) throw new RangeError("this ballot cannot be made compact");
  return letters;
}

function next(text: string, at: number, bytes: number[]): number {
  VALUE.lastIndex = at;
  const found = VALUE.exec(text);
  const value = found && valueBytes(found);
  if (value) return (bytes.push(...value), found[0].length);
  const phrase = longest(text, at);
  if (phrase >= 0) return (bytes.push(FIRST_PHRASE + phrase), PHRASES[phrase]!.length);
  const code = text.charCodeAt(at);
  if (code < 0x20 || code > 0x7e) throw new RangeError("a ballot is ASCII");
  return (bytes.push(code), 1);
}

function valueBytes([, hex, number, hash]: RegExpExecArray): number[] | undefined {
  if (hex !== undefined) return [HEX, ...digits(BigInt(`0x${hex}`))];
  if (number !== undefined) {
    const value = BigInt(number);
    return `${value}` === number && value < 1n << 256n ? [NUMBER, ...digits(value)] : undefined;
  }
  const bytes = Array.from(atob(hash!), (letter) => letter.charCodeAt(0));
  return unpadded(bytes) === hash ? [HASH, ...bytes] : undefined;
}

function longest(text: string, at: number): number {
  let found = -1;
  PHRASES.forEach((phrase, i) => {
    if (text.startsWith(phrase, at) && phrase.length > (PHRASES[found]?.length ?? 0)) found = i;
  });
  return found;
}

const unpadded = (bytes: readonly number[]): string => btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");

function digits(value: bigint): number[] {
  return Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * (31 - i))) & 0xffn));
}

/** The ballot again. Throws RangeError for what `compact` never wrote; a server checks the ballot itself. */
export function expand(letters: string): Uint8Array {
  if (letters.length > MOST || !/^[A-Z2-7]+$/.test(letters)) throw new RangeError("this is no ballot");
  const bytes = unbase32(letters);
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at++]!;
    if (byte >= HEX && byte <= HASH) {
      const value = Array.from(bytes.subarray(at, (at += 32)));
      if (value.length !== 32) throw new RangeError("a part of the ballot is missing");
      text += `"${written(byte, value)}"`;
    } else if (byte >= FIRST_PHRASE) {
      const phrase = PHRASES[byte - FIRST_PHRASE];
      if (phrase === undefined) throw new RangeError("this is no ballot");
      text += phrase;
    } else text += String.fromCharCode(byte);
  }
  return new TextEncoder().encode(text);
}

function written(kind: number, bytes: number[]): string {
  if (kind === HASH) return unpadded(bytes);
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return kind === HEX ? hex : `${BigInt(`0x${hex}`)}`;
}
