/** Bytes as letters that people write by hand and scanners read: five bits each, A to Z and 2 to 7 (RFC 4648, 6, without padding). */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

export function base32(bytes: Uint8Array): string {
  let [letters, bits, held] = ["", 0, 0];
  for (const byte of bytes) {
    [bits, held] = [(bits << 8) | byte, held + 8];
    for (; held >= 5; held -= 5) letters += LETTERS[(bits >> (held - 5)) & 31];
    bits &= (1 << held) - 1;
  }
  return held > 0 ? letters + LETTERS[(bits << (5 - held)) & 31] : letters;
}

/** Of nothing but such letters. Bits that do not fill a byte are dropped. */
export function unbase32(letters: string): Uint8Array {
  const bytes: number[] = [];
  let [bits, held] = [0, 0];
  for (const letter of letters) {
    [bits, held] = [(bits << 5) | LETTERS.indexOf(letter), held + 5];
    if (held >= 8) bytes.push((bits >> (held -= 8)) & 255);
    bits &= (1 << held) - 1;
  }
  return Uint8Array.from(bytes);
}

/** What somebody copied from paper: in capitals, without spaces, with the letters for the digits that look like them. */
export const copied = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll("0", "O")
    .replaceAll("1", "I")
    .replaceAll("8", "B")
    .replace(/[^A-Z2-7]/g, "");
