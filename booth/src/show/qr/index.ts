/** QR codes (ISO/IEC 18004:2015), model 2, versions 1 to 40, written here so that the booth depends on nothing for them. */
import { codewords, type Segment } from "./bits";
import { Drawing, type Matrix } from "./drawing";
import { penalty } from "./penalty";
import type { Level } from "./sizes";

export type { Segment } from "./bits";
export type { Matrix } from "./drawing";
export type { Level } from "./sizes";

/** The modules without the quiet zone. Without a `mask` the one that reads best is taken. Throws RangeError where it does not fit. */
export function qrCode(segments: readonly Segment[], level: Level, mask?: number): Matrix {
  const { version, words } = codewords(segments, level);
  const drawing = new Drawing(version, level);
  drawing.place(words);
  drawing.mask(mask ?? best(drawing));
  return drawing.modules;
}

function best(drawing: Drawing): number {
  let [found, least] = [0, Infinity];
  for (let mask = 0; mask < 8; mask += 1) {
    drawing.mask(mask);
    const value = penalty(drawing.modules);
    if (value < least) [found, least] = [mask, value];
    drawing.mask(mask);
  }
  return found;
}

/** One path for all dark modules, a stroke of width 1 for each run of a row, with `quiet` light modules around. */
export function qrPath(modules: Matrix, quiet: number): string {
  let path = "";
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      const start = x;
      while (row[x]) x += 1;
      if (x > start) path += `M${start + quiet} ${y + quiet}.5h${x - start}`;
    }
  }
  return path;
}
