/** Whatever bytes arrive, the answer is a message that was read or a refusal with a name. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyArchive } from "../src/protocol/archive/index";
import * as protocol from "../src/protocol/index";
import { bytes, entries, type BallotVector } from "./vectors";

declare const VECTORS: string;

const vectors = entries<BallotVector>("ballots");

/** The message with one byte altered, left out or doubled at every `step`-th place. */
function* altered(message: Uint8Array, step: number): Generator<Uint8Array> {
  for (let at = 0; at < message.length; at += step) {
    const [before, here, after] = [message.slice(0, at), message.slice(at, at + 1), message.slice(at + 1)];
    for (const middle of [[(here[0] as number) ^ 1], [(here[0] as number) ^ 0x80], [], [...here, ...here]]) {
      yield Uint8Array.from([...before, ...middle, ...after]);
    }
  }
}

/** How many were refused; anything but a `Refusal` fails the test. */
function refusals(messages: Iterable<Uint8Array>, read: (message: Uint8Array) => unknown): number {
  let refused = 0;
  for (const message of messages) {
    try {
      read(message);
    } catch (error) {
      assert.ok(error instanceof protocol.Refusal, `${error}`);
      refused += 1;
    }
  }
  return refused;
}

for (const { what, election } of vectors) {
  test(`"${what}" with one byte altered`, () => {
    const message = bytes(election);
    const fingerprint = protocol.readElection(message).fingerprint;
    const read = (other: Uint8Array): void => assert.notEqual(protocol.readElection(other).fingerprint, fingerprint);
    assert.ok(refusals(altered(message, 3), read) > message.length / 2);
  });
}

test("an audit file with one byte altered is refused, wherever it is", () => {
  const vector = vectors.find(({ what }) => what === "homomorphic") as BallotVector;
  const election = protocol.readElection(bytes(vector.election));
  const file = protocol.auditFile(election, protocol.sealBallot(election, vector.credential, vector.choices));
  const messages = [...altered(file, 37)];
  assert.equal(refusals(messages, (message) => protocol.checkAudit(election, message)), messages.length);
});

test("an archive with one byte altered is refused, wherever it is", () => {
  const messages = [...altered(readFileSync(`${VECTORS}/../good/ed25519-running.bel`), 401)];
  assert.equal(refusals(messages, verifyArchive), messages.length);
});
