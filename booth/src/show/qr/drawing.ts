/** The modules of a QR code: patterns, data, masks (ISO/IEC 18004, 7.7 to 7.10). */
import { alignments, type Level } from "./sizes";

/** Rows of modules, true is dark. */
export type Matrix = boolean[][];

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

export class Drawing {
  readonly size: number;
  readonly modules: Matrix;
  readonly #fixed: Matrix;
  readonly #version: number;
  readonly #level: Level;

  constructor(version: number, level: Level) {
    [this.#version, this.#level] = [version, level];
    this.size = version * 4 + 17;
    this.modules = this.#empty();
    this.#fixed = this.#empty();
    this.#patterns();
  }

  #empty(): Matrix {
    return Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false));
  }

  #fix(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return;
    this.modules[y]![x] = dark;
    this.#fixed[y]![x] = true;
  }

  #patterns(): void {
    for (let i = 0; i < this.size; i += 1) {
      this.#fix(6, i, i % 2 === 0);
      this.#fix(i, 6, i % 2 === 0);
    }
    for (const [x, y] of [
      [3, 3],
      [this.size - 4, 3],
      [3, this.size - 4],
    ] as const)
      this.#rings(x, y, 4, [0, 1, 3]);
    const centres = alignments(this.#version);
    const last = centres.length - 1;
    for (const [i, x] of centres.entries()) {
      for (const [j, y] of centres.entries()) {
        const taken = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0);
        if (!taken) this.#rings(x, y, 2, [0, 2]);
      }
    }
    this.#format(0);
    this.#versionBits();
  }

  /** Squares within squares around a centre; those at a distance in `dark` are dark. */
  #rings(x: number, y: number, reach: number, dark: readonly number[]): void {
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        this.#fix(x + dx, y + dy, dark.includes(Math.max(Math.abs(dx), Math.abs(dy))));
      }
    }
  }

  /** The level and the mask, with a BCH code over them, twice. */
  #format(mask: number): void {
    const data = ((this.#level === "L" ? 1 : 0) << 3) | mask;
    const bits = ((data << 10) | rest(data, 10, 0x537)) ^ 0x5412;
    const bit = (i: number): boolean => ((bits >> i) & 1) === 1;
    for (let i = 0; i <= 5; i += 1) this.#fix(8, i, bit(i));
    this.#fix(8, 7, bit(6));
    this.#fix(8, 8, bit(7));
    this.#fix(7, 8, bit(8));
    for (let i = 9; i < 15; i += 1) this.#fix(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i += 1) this.#fix(this.size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i += 1) this.#fix(8, this.size - 15 + i, bit(i));
    this.#fix(8, this.size - 8, true);
  }

  #versionBits(): void {
    if (this.#version < 7) return;
    const bits = (this.#version << 12) | rest(this.#version, 12, 0x1f25);
    for (let i = 0; i < 18; i += 1) {
      const dark = ((bits >> i) & 1) === 1;
      const [a, b] = [this.size - 11 + (i % 3), Math.floor(i / 3)];
      this.#fix(a, b, dark);
      this.#fix(b, a, dark);
    }
  }

  /** In columns of two from the right, up and down in turn, past the timing pattern. */
  place(words: Uint8Array): void {
    let i = 0;
    for (let right = this.size - 1; right >= 1; right -= right === 8 ? 3 : 2) {
      const up = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step += 1) {
        const y = up ? this.size - 1 - step : step;
        for (const x of [right, right - 1]) {
          if (this.#fixed[y]![x] || i >= words.length * 8) continue;
          this.modules[y]![x] = ((words[i >> 3]! >> (7 - (i & 7))) & 1) === 1;
          i += 1;
        }
      }
    }
  }

  /** Turns the data over where the mask says so; a second time turns it back. */
  mask(mask: number): void {
    for (let y = 0; y < this.size; y += 1) {
      for (let x = 0; x < this.size; x += 1) {
        if (!this.#fixed[y]![x] && MASKS[mask]!(x, y)) this.modules[y]![x] = !this.modules[y]![x];
      }
    }
    this.#format(mask);
  }
}

/** The remainder of data·x^degree by the polynomial, over two elements. */
function rest(data: number, degree: number, polynomial: number): number {
  let value = data;
  for (let i = 0; i < degree; i += 1) value = (value << 1) ^ ((value >> (degree - 1)) * polynomial);
  return value & ((1 << degree) - 1);
}
