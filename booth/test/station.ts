/**
 * The booth for tests in other languages: one request a line on standard input, one answer a line on standard output.
 *
 * A request is `[task, …]`, an answer `{"ok": …}` or `{"check": …, "where": …}`. Messages travel as their text.
 */
import { createInterface } from "node:readline";
import { verifyAndDecrypt, verifyArchive } from "../src/protocol/archive/index";
import * as protocol from "../src/protocol/index";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (message: Uint8Array): string => new TextDecoder().decode(message);

const tasks: Record<string, (...given: any[]) => unknown> = {
  read: (election: string) => ({ ...protocol.readElection(bytes(election)), message: undefined }),
  vote(election: string, credential: string, choices: protocol.Choice[]) {
    const opened = protocol.readElection(bytes(election));
    const sealed = protocol.sealBallot(opened, credential, choices);
    const { ballot, tracker } = protocol.signBallot(opened, credential, sealed);
    return { ballot: text(ballot), tracker, seal: sealed.seal, audit: text(protocol.auditFile(opened, sealed)) };
  },
  audit: (election: string, file: string) => protocol.checkAudit(protocol.readElection(bytes(election)), bytes(file)),
  credentials: (count: number) => Array.from({ length: count }, protocol.newCredential),
  roll: (uuid: string, credentials: string[]) => text(protocol.publicCredentials(uuid, credentials)),
  key(name: string) {
    const { privateKey, publicKey } = protocol.newTrusteeKey(name);
    return { privateKey, publicKey: text(publicKey) };
  },
  decrypt: (election: string, tally: string, privateKey: string) =>
    text(protocol.partialDecryption(protocol.readElection(bytes(election)), bytes(tally), privateKey)),
  /** Archives travel in Base64. */
  verify: (archive: string) => ({ ...verifyArchive(Buffer.from(archive, "base64")), election: undefined }),
  verifyAndDecrypt(archive: string, privateKey: string, evenOne: boolean) {
    const { verified, decryption } = verifyAndDecrypt(Buffer.from(archive, "base64"), privateKey, evenOne);
    return { ...verified, election: undefined, decryption: text(decryption) };
  },
  signPetition: (statement: string, code: string, turn: number) => text(protocol.signPetition(protocol.readPetition(bytes(statement)), code, turn)),
  petition: (file: string) => protocol.checkPetitionFile(bytes(file)),
  receiver: () => protocol.newReceiverKey(),
  seal: (publicKey: string, vote: string, message: string) => protocol.sealTo(publicKey, vote, message),
  open: (secretKey: string, vote: string, sealed: string) => protocol.openSealed(secretKey, vote, sealed),
};

function answer(line: string): object {
  const [task, ...given] = JSON.parse(line) as [string, ...unknown[]];
  try {
    return { ok: tasks[task]?.(...given) ?? null };
  } catch (error) {
    if (!(error instanceof protocol.Refusal)) throw error;
    return { check: error.check, where: error.where };
  }
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(answer(line)));
