/** The ballots of the shared vectors, byte for byte down to what each proof hashes; and what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { challenge, mod, readPoint } from "../src/protocol/group";
import { readWhole } from "../src/protocol/json";
import { knowledgePrefix, proofJson, type Proof } from "../src/protocol/proofs/schnorr";
import { readProof, readUnsigned, type HomomorphicAnswer, type ListsAnswer, type NumbersAnswer } from "../src/protocol/reading";
import { knowledge, Transcripts, type Transcript } from "./transcripts";
import { bytes, entries, refused, type BallotVector } from "./vectors";

interface Read {
  readonly unsigned: string;
  readonly transcripts: Transcript[];
}

function readBallot(election: protocol.Election, ballot: string): Read {
  return readWhole(bytes(ballot), (reader) => {
    const { credential, answers } = readUnsigned(reader, election);
    const unsigned = `${reader.past}}`;
    reader.expect(',"signature":{"hash":');
    const hash = reader.plain();
    reader.expect(',"proof":');
    const signature = readProof(reader);
    reader.expect("}}");
    const transcripts = new Transcripts(election, credential);
    const proofs = election.questions.flatMap((question, i) => {
      if (question.kind === "H") return transcripts.homomorphic(question, answers[i] as HomomorphicAnswer);
      return question.kind === "L" ? transcripts.lists(answers[i] as ListsAnswer) : transcripts.numbers(answers[i] as NumbersAnswer);
    });
    const signed = knowledge(knowledgePrefix.signature(hash), readPoint(credential, ""), signature);
    return { unsigned, transcripts: [...proofs, signed] };
  });
}

function assertHolds({ transcripts }: Read): void {
  for (const { input, challenges } of transcripts) {
    assert.equal(challenge(input), mod(challenges.reduce((sum, c) => sum + c, 0n)), input.slice(0, 40));
  }
}

const vectors = entries<BallotVector>("ballots");

for (const vector of vectors) {
  test(`the ballot "${vector.what}" is read, and its proofs hash what they must`, () => {
    const election = protocol.readElection(bytes(vector.election));
    assert.equal(election.fingerprint, vector.fingerprint);
    assert.equal(protocol.tracker(bytes(vector.ballot)), vector.tracker);
    const read = readBallot(election, vector.ballot);
    assert.equal(vector.ballot, `${read.unsigned.slice(0, -1)}${vector.ballot.slice(read.unsigned.length - 1)}`);
    assert.deepEqual(read.transcripts.map(({ input }) => input).sort(), [...vector.hashed].sort());
    assertHolds(read);
  });

  test(`a new ballot "${vector.what}" says the same, is sealed once and signed`, () => {
    const election = protocol.readElection(bytes(vector.election));
    const told: [number, number][] = [];
    const sealed = protocol.sealBallot(election, vector.credential, vector.choices, (...step) => told.push(step));
    assert.deepEqual(told.at(-1), [told.length, told.length]);
    const { ballot, tracker } = protocol.signBallot(election, vector.credential, sealed);
    assert.equal(tracker, protocol.tracker(ballot));
    const read = readBallot(election, new TextDecoder().decode(ballot));
    assert.equal(protocol.hash(bytes(read.unsigned)), sealed.seal);
    assertHolds(read);
    const file = protocol.auditFile(election, sealed);
    assert.deepEqual(protocol.checkAudit(election, file), vector.choices);
    assert.notEqual(protocol.sealBallot(election, vector.credential, vector.choices).seal, sealed.seal);
  });

  test(`choices that "${vector.what}" does not allow are refused`, () => {
    const election = protocol.readElection(bytes(vector.election));
    const wrong = [[], [...vector.choices, [0]], vector.choices.map(() => []), vector.choices.map(() => [256]), vector.choices.map(() => [0.5])];
    for (const choices of wrong) refused("choice", () => protocol.sealBallot(election, vector.credential, choices));
  });
}

const alterations: [string, string, (text: string) => string][] = [
  ["json", "a space", (text) => text.replace(":", ": ")],
  ["json", "fields in another order", (text) => text.replace(/"election_uuid":("\w+"),"election_hash":("[^"]+")/, '"election_hash":$2,"election_uuid":$1')],
  ["json", "a field twice", (text) => text.replace('"credential"', '"election_hash":"","credential"')],
  ["json", "something after the end", (text) => `${text} `],
  ["ballot.election", "another election", (text) => text.replace("BcDeFgHiJkLmNo", "BcDeFgHiJkLmNp")],
  ["group.element", "an element in capitals", (text) => text.replace(/"alpha":"(\w+)"/, (_, alpha: string) => `"alpha":"${alpha.toUpperCase()}"`)],
  ["group.element", "a point of order two added", (text) => text.replace(/"credential":"\w+"/, `"credential":"7${"f".repeat(61)}ec"`)],
  ["group.scalar", "a scalar with a zero before it", (text) => text.replace('"challenge":"', '"challenge":"0')],
  ["answer.shape", "an answer less", (text) => text.replace(/"answers":\[.*\],"signature"/, '"answers":[],"signature"')],
];
for (const [check, what, alter] of alterations) {
  test(`a ballot with ${what} is refused`, () => {
    const { election, ballot } = vectors[0] as BallotVector;
    refused(check, () => readBallot(protocol.readElection(bytes(election)), alter(ballot)));
  });
}

test("a ballot is signed for its own credential, and under its own seal", () => {
  const { election: message, credential, choices } = vectors[0] as BallotVector;
  const election = protocol.readElection(bytes(message));
  const sealed = protocol.sealBallot(election, credential, choices);
  refused("ballot.credential", () => protocol.signBallot(election, protocol.newCredential(), sealed));
  refused("ballot.hash", () => protocol.signBallot(election, credential, { ...sealed, seal: election.fingerprint }));
});

test("proofs are written as the specification has them", () => {
  const proof: Proof = { challenge: 1n, response: 2n };
  assert.equal(proofJson(proof), '{"challenge":"1","response":"2"}');
});
