/**
 * The woven band of a fingerprint: a small ornament drawn from a digest, so that two people can compare at a glance.
 * The cloth is the server's: `veche.web.house.band` says how it is woven, and a test holds both to the same paths.
 */
const WIDTH = 91;
const HEIGHT = 19;
const REACH = 9;
const FIRST_BIT = 136;
const BITS_OF_FIGURE = 20;

type Stitch = "warp" | "weft" | "none";

/** What a cell is. Both halves of both axes are alike, so the cell is folded into the upper left quarter first. */
function stitchAt(digest: Uint8Array, column: number, row: number): Stitch {
  const [x, y] = [Math.min(column, WIDTH - 1 - column), Math.min(row, HEIGHT - 1 - row)];
  for (let figure = 0; figure < 6; figure += 1) {
    const [across, down] = [Math.abs(x - REACH * figure), Math.abs(y - REACH * (figure % 2))];
    const far = across + down;
    if (far >= REACH) continue;
    if (far === REACH - 1) return "none";
    const before = ((far + 1) * (far + 1)) >> 2; // 1 + 1 + 2 + 2 + 3 + …, `far` terms
    const bit = FIRST_BIT + BITS_OF_FIGURE * figure + before + Math.min(across, down);
    const drawn = ((digest[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1;
    return drawn === 0 ? "none" : figure % 2 === 1 ? "warp" : "weft";
  }
  return "warp";
}

/** Two paths for a view box "0 0 91 19": each run of cells in a row is one rectangle. */
export function bandPaths(digest: Uint8Array): { warp: string; weft: string } {
  const paths = { warp: "", weft: "", none: "" };
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH;) {
      const stitch = stitchAt(digest, x, y);
      const start = x;
      while (x < WIDTH && stitchAt(digest, x, y) === stitch) x += 1;
      paths[stitch] += `M${start} ${y}h${x - start}v1h-${x - start}z`;
    }
  }
  return { warp: paths.warp, weft: paths.weft };
}
