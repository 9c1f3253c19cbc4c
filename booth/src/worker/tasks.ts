/** The worker's memory and its tasks: see `messages.ts` for what each does. */
import * as protocol from "../protocol/index";
import type { Election, Petition, Progress, Sealed } from "../protocol/index";
import type { Common, Task, Tasks } from "./messages";

/** Tasks, with the progress to tell as last argument. */
export type Working<Known extends Task> = { [T in Known]: (...given: [...Parameters<Tasks[T]>, Progress]) => ReturnType<Tasks[T]> };

/** Throws `Refusal("order")` where a task was asked for before the one that it needs. */
function needed<T>(thing: T | undefined, task: string): T {
  if (thing === undefined) throw new protocol.Refusal("order", "", `${task} comes first`);
  return thing;
}

export function newTasks(): Working<Common> {
  let election: Election | undefined;
  let credential: string | undefined;
  let petition: Petition | undefined;
  let sealed: Sealed | undefined;

  /** A sealed ballot is opened or signed, never both, and only once. */
  const takeSealed = (): Sealed => {
    const taken = needed(sealed, "seal");
    sealed = undefined;
    return taken;
  };
  const current = (): Election => needed(election, "open");

  return {
    open(message) {
      [credential, sealed] = [undefined, undefined];
      return (election = protocol.readElection(message));
    },
    credential(text) {
      const { uuid } = current();
      [credential, sealed] = [undefined, undefined];
      const answer = protocol.publicCredential(uuid, text);
      credential = text;
      return answer;
    },
    seal(choices, progress) {
      sealed = undefined;
      sealed = protocol.sealBallot(current(), needed(credential, "credential"), choices, progress);
      return sealed.seal;
    },
    audit: () => protocol.auditFile(current(), takeSealed()),
    sign: () => protocol.signBallot(current(), needed(credential, "credential"), takeSealed()),
    forget() {
      [credential, sealed] = [undefined, undefined];
    },
    checkChoices: (choices) => protocol.checkChoices(current(), choices),
    checkAudit: (file) => protocol.checkAudit(current(), file),
    hash: (message) => protocol.hash(message),
    newUuid: () => protocol.newUuid(),
    newCredentials(uuid, count, progress) {
      const credentials = Array.from({ length: count }, () => protocol.newCredential());
      return { credentials, message: protocol.publicCredentials(uuid, credentials, progress) };
    },
    publicCredentials: (uuid, texts, progress) => protocol.publicCredentials(uuid, texts, progress),
    newTrusteeKey: (name) => protocol.newTrusteeKey(name),
    publicKeyOf: (privateKey) => protocol.publicKeyOf(privateKey),
    openPetition: (statement) => (petition = protocol.readPetition(statement)),
    signPetition(code, turn) {
      const opened = needed(petition, "openPetition");
      return { signature: protocol.signPetition(opened, code, turn), credential: protocol.publicCredential(opened.uuid, code) };
    },
    newReceiverKey: () => protocol.newReceiverKey(),
    sealTo: (publicKey, vote, text) => protocol.sealTo(publicKey, vote, text),
    openSealed: (secretKey, vote, sealed_) => protocol.openSealed(secretKey, vote, sealed_),
  };
}
