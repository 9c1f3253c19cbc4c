/** Text as the codewords of a QR code (ISO/IEC 18004, 7.4 to 7.6). */
import { generator, remainder } from "./field";
import { blocksOf, dataCodewords, LARGEST, rawModules, type Level } from "./sizes";

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** A part of a code: letters of `ALPHANUMERIC` take 5½ bits each, anything else a byte of UTF-8 for each. */
export interface Segment {
  readonly mode: "byte" | "alphanumeric";
  readonly text: string;
}

class Bits {
  readonly bits: number[] = [];

  push(value: number, length: number): void {
    for (let i = length - 1; i >= 0; i -= 1) this.bits.push((value >> i) & 1);
  }
}

/** The smallest version that holds the segments, and its codewords. Throws RangeError where none does. */
export function codewords(segments: readonly Segment[], level: Level): { version: number; words: Uint8Array } {
  for (let version = 1; version <= LARGEST; version += 1) {
    const room = dataCodewords(version, level) * 8;
    const bits = written(segments, version);
    if (bits.length <= room) return { version, words: interleaved(padded(bits, room), version, level) };
  }
  throw new RangeError("too long for a QR code");
}

function written(segments: readonly Segment[], version: number): number[] {
  const all = new Bits();
  for (const segment of segments) {
    if (segment.mode === "byte") writeBytes(all, new TextEncoder().encode(segment.text), version);
    else writeAlphanumeric(all, segment.text, version);
  }
  return all.bits;
}

function writeBytes(all: Bits, bytes: Uint8Array, version: number): void {
  all.push(0b0100, 4);
  all.push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) all.push(byte, 8);
}

function writeAlphanumeric(all: Bits, text: string, version: number): void {
  const values = Array.from(text, (letter) => ALPHANUMERIC.indexOf(letter));
  if (values.includes(-1)) throw new RangeError("a letter that this mode does not have");
  all.push(0b0010, 4);
  all.push(values.length, version < 10 ? 9 : version < 27 ? 11 : 13);
  for (let i = 0; i < values.length; i += 2) {
    const next = values[i + 1];
    if (next === undefined) all.push(values[i]!, 6);
    else all.push(values[i]! * 45 + next, 11);
  }
}

/** A terminator, zeros up to a whole byte, then 11101100 and 00010001 in turn. */
function padded(bits: readonly number[], room: number): Uint8Array {
  const bytes = new Uint8Array(room / 8);
  bits.forEach((bit, i) => (bytes[i >> 3]! |= bit << (7 - (i & 7))));
  const used = Math.ceil(Math.min(bits.length + 4, room) / 8);
  for (let i = used; i < bytes.length; i += 1) bytes[i] = (i - used) % 2 === 0 ? 0xec : 0x11;
  return bytes;
}

/** Blocks of data with their correction, read across. The later blocks may be one codeword longer than the first ones. */
function interleaved(data: Uint8Array, version: number, level: Level): Uint8Array {
  const { count, correction } = blocksOf(version, level);
  const total = Math.floor(rawModules(version) / 8);
  const short = Math.floor(data.length / count);
  const longer = data.length % count;
  const divisor = generator(correction);
  const blocks = Array.from({ length: count }, (_, i) => {
    const start = i * short + Math.max(0, i - (count - longer));
    return data.subarray(start, start + short + Number(i >= count - longer));
  });
  const words: number[] = [];
  for (let i = 0; i <= short; i += 1) for (const block of blocks) if (i < block.length) words.push(block[i]!);
  const corrections = blocks.map((block) => remainder(block, divisor));
  for (let i = 0; i < correction; i += 1) for (const block of corrections) words.push(block[i]!);
  if (words.length !== total) throw new Error("the blocks of a QR code do not fill it");
  return Uint8Array.from(words);
}
