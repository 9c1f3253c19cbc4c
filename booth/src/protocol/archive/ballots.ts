/** The ballots of an archive (4.17): each for this election, on the roll, no copy, signed, and proved. */
import { hash, utf8 } from "../bytes";
import { keyOf } from "../elgamal";
import { readPoint } from "../group";
import { Reader } from "../json";
import { checkKnowledge } from "../proofs/checking";
import { knowledgePrefix } from "../proofs/schnorr";
import { readAnswers, readHead, readProof, type Answer } from "../reading";
import { Refusal, within } from "../refusal";
import { checkAnswer } from "./answers";
import type { Event } from "./events";
import type { Record } from "./records";
import type { Setup } from "./setup";

const MOST_BALLOT = 8 << 20;

/** The last ballot of a credential: the one that counts. */
export interface Last {
  readonly name: string;
  readonly answers: readonly Answer[];
}

/** The last ballots by their credential, in their order. Throws `Refusal`: `ballot.…`, `answer.shape`, `proof.…`, and what reading refuses. */
export function checkBallots(setup: Setup, events: readonly Event[], step: () => void): Map<string, Last> {
  const last = new Map<string, Last>();
  const seen = new Set<string>();
  const records = events.filter(({ type }) => type === "Ballot").map(({ data: [record] }) => record as Record);
  for (const [i, record] of records.entries()) {
    const name = `ballot ${i + 1}`;
    const { credential, answers } = checkBallot(setup, name, record, seen);
    last.delete(credential); // 4.17, last: an earlier ballot is removed, this one stands at the end
    last.set(credential, { name, answers });
    step();
  }
  return last;
}

function checkBallot({ election, roll }: Setup, name: string, { number, hash: digest, body }: Record, seen: Set<string>) {
  if (body.length > MOST_BALLOT) throw new Refusal("archive.format", `record ${number}`, `a ballot of more than ${MOST_BALLOT} bytes`);
  return within(name, () => {
    const reader = new Reader(body);
    const credential = readHead(reader, election);
    if (seen.has(digest)) throw new Refusal("ballot.duplicate", "", "the same ballot stands twice");
    seen.add(digest);
    if (!roll.has(credential)) throw new Refusal("ballot.credential", "credential", "this credential is not on the roll");
    const answers = readAnswers(reader, election.questions);
    checkSignature(reader, credential);
    const key = keyOf(election.publicKey);
    const S_0 = `${election.fingerprint}|${credential}`;
    for (const [i, question] of election.questions.entries()) checkAnswer(`answers[${i}]`, key, S_0, question, answers[i] as Answer);
    return { credential, answers };
  });
}

/** The reader stands behind the answers: what it has read, closed by a brace, is what was signed (4.16, 4.17). */
function checkSignature(reader: Reader, credential: string): void {
  const unsigned = `${reader.past}}`;
  reader.expect(",");
  const signature = reader.field("signature", () => {
    reader.expect("{");
    const signed = reader.field("hash", () => reader.plain());
    reader.expect(",");
    const proof = reader.field("proof", () => readProof(reader));
    reader.expect("}");
    return { signed, proof };
  });
  reader.expect("}");
  reader.end();
  if (signature.signed !== hash(utf8(unsigned))) throw new Refusal("ballot.hash", "signature.hash", "this is not the hash of the ballot");
  const X = readPoint(credential, "credential");
  checkKnowledge("ballot.signature", "signature.proof", knowledgePrefix.signature(signature.signed), X, signature.proof);
}
