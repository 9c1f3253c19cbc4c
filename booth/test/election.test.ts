/** Elections that are read, and elections that are refused by the right check. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { bytes, entries, refused, type BallotVector } from "./vectors";

const [{ election: message }] = entries<BallotVector>("ballots") as [BallotVector];
const key = /"public_key":"(\w+)"/.exec(message)?.[1] as string;
const question = (/"questions":(\[.*\]),"uuid"/.exec(message) as RegExpExecArray)[1] as string;
const asking = (questions: string): Uint8Array => bytes(message.replace(question, questions));
const numbers = (count: number): string =>
  `[{"type":"NonHomomorphic","value":{"answers":${JSON.stringify(Array(count).fill("a"))},"question":"?"},"extra":{"type":"Rank","x":[1,null]}}]`;

test("what the page shows is read", () => {
  const election = protocol.readElection(bytes(message));
  assert.equal(election.name, "homomorphic");
  assert.equal(election.publicKey, key);
  assert.deepEqual(election.questions, [
    { kind: "H", question: "Shall we strike from Monday?", answers: ["Yes", "No"], min: 1, max: 1, blank: false },
  ]);
  assert.deepEqual(structuredClone(election), election, "it can be posted to a page");
});

test("names in any script and with any escapes, and all optional fields", () => {
  const named = message.replace('"name":"homomorphic"', '"name":"Рабочы \\u043aамітэт \\"Нафтан\\""');
  const full = named.replace(/}$/, ',"administrator":"A","credential_authority":"B","language":["be","ltr"]}');
  assert.equal(protocol.readElection(bytes(full)).name, 'Рабочы камітэт "Нафтан"');
});

test("as many numbers as an element carries", () => {
  assert.equal(protocol.readElection(asking(numbers(30))).questions[0]?.kind, "NH");
  refused("election.group", () => protocol.readElection(asking(numbers(31))));
});

const altered: [string, string, string, string][] = [
  ["election.version", "another version", '"version":1', '"version":2'],
  ["election.group", "another group", '"group":"Ed25519"', '"group":"RFC-3526-2048"'],
  ["election.uuid", "an identifier with a zero", "BcDeFgHiJkLmNo", "BcDeFgHiJkLmN0"],
  ["election.uuid", "a short identifier", "BcDeFgHiJkLmNo", "BcDeFgHiJkLmN"],
  ["group.element", "a key of small order", key, `7${"f".repeat(61)}ec`],
  ["group.element", "a key in capitals", key, key.toUpperCase()],
  ["election.public_key", "the neutral key", key, "1".padStart(64, "0")],
  ["election.questions", "limits that contradict each other", '"min":1,"max":1', '"min":2,"max":1'],
  ["election.questions", "more to choose than answers", '"min":1,"max":1', '"min":1,"max":3'],
  ["election.questions", "no answers", '"answers":["Yes","No"]', '"answers":[]'],
  ["json", "a space", '"version":1', '"version": 1'],
  ["json", "fields in another order", '"description":"","name":"homomorphic"', '"name":"homomorphic","description":""'],
  ["json", "an unknown field", ',"uuid"', ',"colour":"red","uuid"'],
  ["json", "a number with a fraction", '"min":1', '"min":1.0'],
  ["json", "half a character", '"name":"', '"name":"\\ud800'],
  ["json", "a byte order mark", '{"version"', '\ufeff{"version"'],
];
for (const [check, what, from, to] of altered) {
  test(`an election with ${what} is refused`, () => {
    assert.ok(message.includes(from));
    refused(check, () => protocol.readElection(bytes(message.replace(from, to))));
  });
}

test("questions that cannot be answered are refused", () => {
  refused("election.questions", () => protocol.readElection(asking("[]")));
  refused("election.questions", () => protocol.readElection(asking('[{"type":"Lists","value":{"answers":[["A"]],"question":"?"}}]')));
  refused("json", () => protocol.readElection(asking('[{"type":"Ranking","value":{"answers":["A"],"question":"?"}}]')));
  refused("json", () => protocol.readElection(asking(numbers(1).replace("[1,null]", `${"[".repeat(31)}${"]".repeat(31)}`))));
});

test("a long name is read, and what is longer than any election is refused", () => {
  const long = (length: number): Uint8Array => bytes(message.replace('"name":"', `"name":"${'\\"'.repeat(length / 2)}`));
  assert.equal(protocol.readElection(long(2_000_000)).name.length, 1_000_000 + "homomorphic".length);
  refused("json", () => protocol.readElection(long(4 << 20)));
});

test("bytes that are not text are refused", () => refused("json", () => protocol.readElection(Uint8Array.of(0x7b, 0xff))));
