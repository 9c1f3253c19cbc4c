/** What pages and the worker say to each other. */
import type { Verified } from "../protocol/archive/index";
import type { Petition } from "../protocol/petition";
import type { Choice, Election } from "../protocol/types";

/**
 * The worker's tasks. It keeps the election, the credential and the encrypted ballot; the randomness of a ballot leaves it
 * in an audit file only, a credential never.
 */
export interface Tasks {
  /** Reads the election that the tasks of a voter and a trustee are about. */
  open(message: Uint8Array): Election;
  /** Takes the voter's credential; answers the public credential. */
  credential(text: string): string;
  /** Encrypts a vote with fresh randomness; answers the seal. What was sealed before is gone. Tells progress. */
  seal(choices: Choice[]): string;
  /** Opens the encrypted ballot: the audit file. That ballot can no longer be signed. */
  audit(): Uint8Array;
  /** Signs the encrypted ballot. It can no longer be opened. */
  sign(): { ballot: Uint8Array; tracker: string };
  /** Drops the credential and the encrypted ballot. JavaScript cannot wipe memory: ending the worker does more. */
  forget(): void;
  checkChoices(choices: Choice[]): void;
  checkAudit(file: Uint8Array): Choice[];
  /** Compact Base64 of the SHA-256: the tracker of a ballot, the fingerprint of an election or of a key. */
  hash(message: Uint8Array): string;
  newUuid(): string;
  /** Fresh credentials and the message `public_credentials`, which is sorted. Tells progress. */
  newCredentials(uuid: string, count: number): { credentials: string[]; message: Uint8Array };
  publicCredentials(uuid: string, texts: string[]): Uint8Array;
  newTrusteeKey(name: string): { privateKey: string; publicKey: Uint8Array };
  /** The trustee's public key, 64 hexadecimal digits, so that the page can say whether it is in this election. */
  publicKeyOf(privateKey: string): string;
  /**
   * Decrypts a trustee's part of the tally of an archive that verifies, and says what was verified: in the trustee's worker
   * only. `evenOne`: also where a ballot is alone in the tally, or alone with its weight. Tells progress.
   */
  verifyAndDecrypt(archive: Uint8Array, privateKey: string, evenOne: boolean): { verified: Verified; decryption: Uint8Array };
  /** Reads the statement of a petition, which `signPetition` is about. */
  openPetition(statement: Uint8Array): Petition;
  /** One turn of whoever has the code: odd signs, even takes it back. The code is not kept. */
  signPetition(code: string, turn: number): { signature: Uint8Array; credential: string };
  newReceiverKey(): { secret: string; public: string };
  sealTo(publicKey: string, vote: string, text: string): string;
  openSealed(secretKey: string, vote: string, sealed: string): string;
}

export type Task = keyof Tasks;
/** What every worker can do. */
export type Common = Exclude<Task, "verifyAndDecrypt">;
export type Given<T extends Task> = Parameters<Tasks[T]>;
export type Answer<T extends Task> = ReturnType<Tasks[T]>;

export interface Request {
  readonly id: number;
  readonly task: Task;
  readonly given: readonly unknown[];
}

export type Reply =
  | { readonly id: number; readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly id: number; readonly kind: "answer"; readonly answer: unknown }
  | { readonly id: number; readonly kind: "refusal"; readonly check: string; readonly where: string; readonly detail: string };
