/** The code from the slip: as it was typed, pasted or scanned, in the one form that the protocol knows. */

const LETTERS = 22;
const CUTS = [5, 11, 16, 22];

/** Spaces and other dashes come from keyboards and messengers; the code has none of them. A whole address gives what stands behind its #. */
export function tidied(text: string): string {
  const code = text
    .slice(text.lastIndexOf("#") + 1)
    .replace(/[\s\u200b\ufeff]/g, "")
    .replace(/[‐‑‒–—−]/g, "-");
  const bare = code.replaceAll("-", "");
  if (bare.length !== LETTERS) return code;
  return CUTS.map((cut, i) => bare.slice(CUTS[i - 1] ?? 0, cut)).join("-");
}

/** What stands behind the # of the page's address, which is then forgotten: neither the history nor a shoulder keeps it. */
export function takenFromAddress(): string {
  const fragment = location.hash.slice(1);
  if (fragment) history.replaceState(null, "", location.pathname + location.search);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return ""; // not something that we ever wrote behind a #
  }
}
