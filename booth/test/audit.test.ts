/** An opened ballot is believed only as far as every ciphertext can be made again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { bytes, entries, refused, type BallotVector } from "./vectors";

interface File {
  election: string;
  seal: string;
  ballot: string;
  choices: unknown[];
  randomness: unknown[];
}

const open = (vector: BallotVector): { election: protocol.Election; file: File } => {
  const election = protocol.readElection(bytes(vector.election));
  const sealed = protocol.sealBallot(election, vector.credential, vector.choices);
  return { election, file: JSON.parse(new TextDecoder().decode(protocol.auditFile(election, sealed))) as File };
};
const check = (election: protocol.Election, file: File): protocol.Choice[] => protocol.checkAudit(election, bytes(JSON.stringify(file)));
const raise = (value: unknown): unknown => (Array.isArray(value) ? [raise(value[0]), ...value.slice(1)] : `${BigInt(value as string) + 1n}`);

for (const vector of entries<BallotVector>("ballots")) {
  test(`"${vector.what}": other randomness, another vote, another ballot are refused`, () => {
    const { election, file } = open(vector);
    assert.deepEqual(check(election, file), vector.choices);
    refused("ballot.opening", () => check(election, { ...file, randomness: raise(file.randomness) as unknown[] }));
    const other = open(vector).file;
    refused("ballot.hash", () => check(election, { ...file, seal: other.seal }));
    refused("ballot.opening", () => check(election, { ...file, ballot: other.ballot, seal: other.seal }));
    refused("ballot.election", () => check(election, { ...file, election: other.seal }));
    refused("choice", () => check(election, { ...file, choices: [] }));
    refused("ballot.opening", () => check(election, { ...file, choices: anotherVote(election, file) }));
  });
}

/** A vote that is allowed and differs. */
function anotherVote(election: protocol.Election, { choices }: File): unknown[] {
  return election.questions.map((question, i) => {
    const choice = choices[i] as number[] | number[][];
    if (question.kind === "NH") return (choice as number[]).map((value) => 255 - value);
    if (question.kind === "L") return [...(choice as number[][]).map((list) => list.map(() => 0)).slice(1), question.lists[0]?.map(() => 1)].reverse();
    const rest = (question.blank ? choice.slice(1) : choice) as number[];
    const turned = rest.includes(1) ? [...rest.slice(1), rest[0]] : [1, ...rest.slice(1)];
    return question.blank ? [0, ...turned] : turned;
  });
}

test("an audit file has one form, and no signature", () => {
  const { election, file } = open(entries<BallotVector>("ballots")[0] as BallotVector);
  assert.deepEqual(Object.keys(file), ["election", "seal", "ballot", "choices", "randomness"]);
  assert.ok(!file.ballot.includes("signature"));
  refused("json", () => protocol.checkAudit(election, bytes(JSON.stringify(file, null, 1))));
  refused("json", () => check(election, { ...file, ballot: `${file.ballot} `, seal: protocol.hash(bytes(`${file.ballot} `)) }));
});
