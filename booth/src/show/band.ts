/**
 * The woven band of a fingerprint: a small ornament, the same up and down and left and right, drawn from a digest, so that
 * two people can compare at a glance and then read the text to be sure. The server draws the same (veche.web.house.band).
 *
 * The cloth has 9 rows and 25 columns. Its upper left quarter, 5 rows of 13 cells (the middle row and column are part of
 * it), holds the first 130 bits of the digest, two for each cell, row by row, the high bits of a byte first; the rest is
 * its mirror image. A cell's two bits are its stitch: 0 none, 1 a knot, 2 a full square, 3 a diamond. One path in one
 * colour: shapes, not colours, tell bands apart.
 */
export const ROWS = 9;
export const COLUMNS = 25;
const QUARTER = 13;

const STITCHES = [
  () => "",
  (x: number, y: number) => `M${x}.3 ${y}.3h.4v.4h-.4z`,
  (x: number, y: number) => `M${x} ${y}h1v1h-1z`,
  (x: number, y: number) => `M${x}.5 ${y}l.5 .5-.5 .5-.5-.5z`,
] as const;

/** The path of a digest of at least 17 bytes, for a view box "0 0 25 9". */
export function bandPath(digest: Uint8Array): string {
  let path = "";
  for (let y = 0; y < ROWS; y += 1) {
    for (let x = 0; x < COLUMNS; x += 1) {
      const cell = Math.min(y, ROWS - 1 - y) * QUARTER + Math.min(x, COLUMNS - 1 - x);
      const stitch = ((digest[cell >> 2] ?? 0) >> (6 - 2 * (cell & 3))) & 3;
      path += STITCHES[stitch as 0 | 1 | 2 | 3](x, y);
    }
  }
  return path;
}
