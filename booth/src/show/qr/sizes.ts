/** How much each version of a QR code holds (ISO/IEC 18004, tables 7 and 9), for the two levels that we use. */

export type Level = "L" | "M";

/** Codewords of error correction in each block, by version from 1. */
const CORRECTION: Record<Level, readonly number[]> = {
  L: [
    7,
    10,
    15,
    20,
    26,
    18,
    20,
    24,
    30,
    18,
    20,
    24,
    26,
    30,
    22,
    24,
    28,
    30,
    28,
    28,
    28,
    28,
    30,
    30,
    26,
    28,
    ...Array<number>(14).fill(30),
  ],
  M: [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, ...Array<number>(19).fill(28)],
};
const BLOCKS: Record<Level, readonly number[]> = {
  L: [
    1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24,
    25,
  ],
  M: [
    1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40,
    43, 45, 47, 49,
  ],
};
export const LARGEST = 40;

export interface Blocks {
  readonly count: number;
  readonly correction: number;
}

export const blocksOf = (version: number, level: Level): Blocks => ({
  count: BLOCKS[level][version - 1]!,
  correction: CORRECTION[level][version - 1]!,
});

/** Modules that carry data or correction: all but the patterns, the format and the version. */
export function rawModules(version: number): number {
  let modules = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const alignments = Math.floor(version / 7) + 2;
    modules -= (25 * alignments - 10) * alignments - 55;
    if (version >= 7) modules -= 36;
  }
  return modules;
}

export function dataCodewords(version: number, level: Level): number {
  const { count, correction } = blocksOf(version, level);
  return Math.floor(rawModules(version) / 8) - count * correction;
}

/** Centres of the alignment patterns along one side. */
export function alignments(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const found = [6];
  for (let i = 0, at = version * 4 + 10; i < count - 1; i += 1, at -= step) found.splice(1, 0, at);
  return found;
}
