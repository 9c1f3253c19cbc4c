/** A hash as a band to compare at a glance and as text in groups of four. */
import { bandPaths } from "./band";
import { draw, make } from "./element";
import { qrCode, qrPath, type Level, type Segment } from "./qr/index";

/** The bytes of compact Base64. */
export const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

export const hexOf = (base64: string): string => Array.from(bytesOf(base64), (byte) => byte.toString(16).padStart(2, "0")).join("");

export const grouped = (text: string): string => (text.match(/.{1,4}/gs) ?? []).join(" ");

type Say = (key: string) => string;

const SPOKEN = 6;
const BITS = 10; // of each of 1,024 words

/** The first sixty bits as words to read aloud: the server says the same (veche.words.wordlist). */
export function spoken(say: Say, base64: string): string {
  const words = say("wordlist.all").split(" ");
  const bits = Array.from(bytesOf(base64), (byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: SPOKEN }, (_, i) => words[parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)]!).join(" ");
}

/** The band, the words and the text itself. */
export function fingerprint(say: Say, base64: string): HTMLElement {
  const text = make("p", { class: "code", translate: "no" }, grouped(base64));
  return make(
    "div",
    { class: "fingerprint" },
    band(base64, say("page.band")),
    make("p", { class: "spoken" }, spoken(say, base64)),
    text,
  );
}

export function band(base64: string, title: string): SVGElement {
  const { warp, weft } = bandPaths(bytesOf(base64));
  const cloth = { viewBox: "0 0 91 19", role: "img", class: "band" };
  return draw(
    "svg",
    cloth,
    draw("title", {}, title),
    draw("path", { class: "warp", d: warp }),
    draw("path", { class: "weft", d: weft }),
  );
}

const QUIET = 4; // the light modules that a reader needs around a code

/** Black on white in every look: cameras need it so. Throws RangeError where the text is too long. */
export function qr(segments: string | readonly Segment[], title: string, level: Level = "M"): SVGElement {
  const modules = qrCode(typeof segments === "string" ? [{ mode: "byte", text: segments }] : segments, level);
  const side = modules.length + 2 * QUIET;
  const ground = draw("rect", { width: side, height: side, fill: "#fff" });
  const code = draw("path", { d: qrPath(modules, QUIET), stroke: "#000" });
  const frame = { viewBox: `0 0 ${side} ${side}`, role: "img", class: "qr", "shape-rendering": "crispEdges" };
  return draw("svg", frame, draw("title", {}, title), ground, code);
}

/** Eight characters of a hash, for the name of a file. */
export const short = (hash: string): string => hash.replace(/[^A-Za-z0-9]/g, "").slice(0, 8);
