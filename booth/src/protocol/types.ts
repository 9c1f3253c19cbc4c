/** The shapes that the pages see. All of them can be posted between a page and its worker. */

export type Question =
  | { readonly kind: "H"; readonly question: string; readonly answers: readonly string[]; readonly min: number; readonly max: number; readonly blank: boolean }
  | { readonly kind: "NH"; readonly question: string; readonly answers: readonly string[] }
  /** `lists[i][0]` is the list's own name, the others are its candidates. */
  | { readonly kind: "L"; readonly question: string; readonly lists: readonly (readonly string[])[] };

/**
 * One question's answer in the clear. H: 0 or 1 for each answer, with blank a leading 0 or 1; NH: 0 to 255 for each
 * answer; L: for each list 0 or 1 for itself and for each of its candidates.
 */
export type Choice = number[] | number[][];

export interface Election {
  readonly uuid: string;
  /** Compact Base64 of the SHA-256 of `message`. */
  readonly fingerprint: string;
  readonly name: string;
  readonly description: string;
  /** 64 hexadecimal digits, checked to be in the prime-order subgroup. */
  readonly publicKey: string;
  readonly questions: readonly Question[];
  /** The message as it was received: it is never written again. */
  readonly message: Uint8Array;
}

/** What opens an encrypted ballot: the vote itself, and the randomness of every ciphertext, in base 10, in the shape of the choices. */
export interface Opening {
  readonly choices: readonly Choice[];
  readonly randomness: readonly (string | readonly string[] | readonly (readonly string[])[])[];
}

/** An encrypted ballot before it is signed: nobody can cast it. */
export interface Sealed {
  /** What the signature will sign (4.17): compact Base64 of the SHA-256 of `unsigned`. */
  readonly seal: string;
  readonly unsigned: Uint8Array;
  readonly opening: Opening;
}

/** Told again and again while something takes long. */
export type Progress = (done: number, total: number) => void;
