/** How badly a code reads: runs, squares, what looks like a corner, too dark or too light (ISO/IEC 18004, 7.8.3). */
import type { Matrix } from "./drawing";

const CORNERS = ["10111010000", "00001011101"];

export function penalty(modules: Matrix): number {
  const size = modules.length;
  const rows = modules.map((row) => row.map(Number).join(""));
  const columns = modules.map((_, x) => modules.map((row) => Number(row[x])).join(""));
  const lines = [...rows, ...columns].reduce((total, line) => total + runs(line) + corners(line), 0);
  const dark = modules.flat().filter(Boolean).length;
  const off = Math.floor(Math.abs((dark * 100) / (size * size) - 50) / 5);
  return lines + squares(modules) + off * 10;
}

const runs = (line: string): number => (line.match(/0{5,}|1{5,}/g) ?? []).reduce((total, run) => total + run.length - 2, 0);

function corners(line: string): number {
  let found = 0;
  for (const corner of CORNERS) for (let at = line.indexOf(corner); at >= 0; at = line.indexOf(corner, at + 1)) found += 40;
  return found;
}

function squares(modules: Matrix): number {
  let found = 0;
  for (let y = 1; y < modules.length; y += 1) {
    for (let x = 1; x < modules.length; x += 1) {
      const dark = modules[y]![x];
      if (dark === modules[y]![x - 1] && dark === modules[y - 1]![x] && dark === modules[y - 1]![x - 1]) found += 3;
    }
  }
  return found;
}
