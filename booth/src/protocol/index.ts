/**
 * The protocol of Belenios 3.1 (election version 1) on Ed25519: what a voter, a registrar and a trustee need on their own device.
 * Written from the specification; no DOM, no network, no state. Numbers in comments are its sections.
 */
export { auditFile, checkAudit } from "./audit";
export { sealBallot, signBallot, tracker } from "./ballots";
export { hash } from "./bytes";
export { checkChoices } from "./choices";
export { checkCredential, newCredential, newUuid, publicCredential, publicCredentials } from "./credentials";
export { readElection } from "./election";
export { checkPetitionFile, checkPetitionSignature, readPetition, signPetition } from "./petition";
export { Refusal } from "./refusal";
export { newReceiverKey, openSealed, sealTo } from "./sealed";
export { newTrusteeKey, partialDecryption, publicKeyOf } from "./trustees";
export type { Petition, Turn } from "./petition";
export type { Choice, Election, Opening, Progress, Question, Sealed } from "./types";
