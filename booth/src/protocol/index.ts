/** The protocol of Belenios 3.1 (election version 1) on Ed25519: what a booth, a registrar and a trustee need. No DOM, no network, no state. */
import type { Choice, Election, Progress, Sealed } from "./types";

export { Refusal } from "./refusal";
export type { Choice, Election, Opening, Progress, Question, Sealed } from "./types";

const coming = (): never => {
  throw new Error("this function is being written");
};

export const readElection = (_message: Uint8Array): Election => coming();
export const checkChoices = (_election: Election, _choices: readonly Choice[]): void => coming();
export const checkCredential = (_text: string): void => coming();
export const newCredential = (): string => coming();
export const publicCredential = (_uuid: string, _text: string): string => coming();
export const publicCredentials = (_uuid: string, _texts: readonly string[], _progress?: Progress): Uint8Array => coming();
export const newUuid = (): string => coming();
export const sealBallot = (_election: Election, _credential: string, _choices: readonly Choice[], _progress?: Progress): Sealed => coming();
export const signBallot = (_election: Election, _credential: string, _sealed: Sealed): { ballot: Uint8Array; tracker: string } => coming();
export const auditFile = (_election: Election, _sealed: Sealed): Uint8Array => coming();
export const checkAudit = (_election: Election, _file: Uint8Array): Choice[] => coming();
export const tracker = (_ballot: Uint8Array): string => coming();
export const newTrusteeKey = (_name: string): { privateKey: string; publicKey: Uint8Array } => coming();
export const partialDecryption = (_election: Election, _tally: Uint8Array, _privateKey: string, _progress?: Progress): Uint8Array => coming();
export const newReceiverKey = (): { secret: string; public: string } => coming();
export const sealTo = (_publicKey: string, _vote: string, _text: string): string => coming();
export const openSealed = (_secretKey: string, _vote: string, _sealed: string): string => coming();
