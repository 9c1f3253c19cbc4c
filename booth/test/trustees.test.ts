/** A trustee's key and decryption; sealed messages. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { challenge, g, power, readPoint, times, writePoint } from "../src/protocol/group";
import { decryptionInput } from "../src/protocol/proofs/decryption";
import { knowledgePrefix } from "../src/protocol/proofs/schnorr";
import { knowledge } from "./transcripts";
import { bytes, entries, refused, type BallotVector } from "./vectors";

interface Key {
  pok: { challenge: string; response: string };
  public_key: string;
  name?: string;
}
const parsed = <T>(message: Uint8Array): T => JSON.parse(new TextDecoder().decode(message)) as T;

test("a key is proved, named and found again", () => {
  const { privateKey, publicKey } = protocol.newTrusteeKey('Вольга "з цэха"');
  const { pok, public_key: X, name } = parsed<Key>(publicKey);
  assert.equal(name, 'Вольга "з цэха"');
  assert.equal(protocol.publicKeyOf(`${privateKey}\n`), X);
  const pi = { challenge: BigInt(pok.challenge), response: BigInt(pok.response) };
  assert.equal(challenge(knowledge(knowledgePrefix.trusteeKey(X), readPoint(X, ""), pi).input), pi.challenge);
  assert.ok(!new TextDecoder().decode(protocol.newTrusteeKey("").publicKey).includes("name"));
});

test("no two keys are the same", () => {
  const made = Array.from({ length: 5 }, () => [protocol.newTrusteeKey("").privateKey, protocol.newReceiverKey().secret]).flat();
  assert.equal(new Set(made).size, 10);
});

test("what is no private key is refused, and not repeated", () => {
  for (const text of ["", "12", '"012"', '"-1"', '"7237005577332262213973186563042994240857116359379907606001950938285454250989"']) {
    refused("private_key", () => protocol.publicKeyOf(text));
    assert.throws(() => protocol.publicKeyOf(text), (error) => text === "" || !`${error}`.includes(text));
  }
});

const homomorphic = protocol.readElection(bytes((entries<BallotVector>("ballots")[0] as BallotVector).election));
const neutral = "1".padStart(64, "0");
const ciphertext = (r: bigint): string => `{"alpha":"${writePoint(power(g, r))}","beta":"${neutral}"}`;

test("a decryption is proved for every ciphertext, the neutral ones of an empty tally too", () => {
  const { privateKey } = protocol.newTrusteeKey("");
  const X = protocol.publicKeyOf(privateKey);
  const message = protocol.partialDecryption(homomorphic, bytes(`[[${ciphertext(5n)},${ciphertext(0n)}]]`), privateKey);
  const { decryption_factors: factors, decryption_proofs: proofs } = parsed<{ decryption_factors: string[][]; decryption_proofs: Key["pok"][][] }>(message);
  for (const [j, r] of [5n, 0n].entries()) {
    const [F, pi] = [readPoint(factors[0]?.[j] as string, ""), proofs[0]?.[j] as Key["pok"]];
    assert.ok(F.equals(power(readPoint(X, ""), r)));
    const [c, s] = [BigInt(pi.challenge), BigInt(pi.response)];
    const A = writePoint(times(power(g, s), power(readPoint(X, ""), c)));
    const B = writePoint(times(power(power(g, r), s), power(F, c)));
    assert.equal(challenge(decryptionInput(homomorphic.fingerprint, X, A, B)), c);
  }
});

test("another tally, or one that must be shuffled first, is refused", () => {
  const { privateKey } = protocol.newTrusteeKey("");
  const decrypt = (tally: string, election = homomorphic) => protocol.partialDecryption(election, bytes(tally), privateKey);
  refused("decryption.shape", () => decrypt(`[[${ciphertext(5n)}]]`));
  refused("decryption.shape", () => decrypt("[]"));
  refused("group.element", () => decrypt(`[[${ciphertext(5n)},${ciphertext(5n).replace(neutral, `7${"f".repeat(61)}ec`)}]]`));
  refused("json", () => decrypt(`[[${ciphertext(5n)}, ${ciphertext(5n)}]]`));
  const numbers = entries<BallotVector>("ballots").find(({ election }) => election.includes("NonHomomorphic")) as BallotVector;
  refused("shuffle.missing", () => decrypt("[[]]", protocol.readElection(bytes(numbers.election))));
});

test("a sealed message opens for its receiver and its vote, and for nobody else", () => {
  const receiver = protocol.newReceiverKey();
  const text = `${protocol.newCredential()} ${"я".repeat(60)}`;
  const sealed = protocol.sealTo(receiver.public, "BcDeFgHiJkLmNo", text);
  assert.equal(protocol.openSealed(receiver.secret, "BcDeFgHiJkLmNo", sealed), text);
  assert.notEqual(protocol.sealTo(receiver.public, "BcDeFgHiJkLmNo", text), sealed);
  refused("sealed", () => protocol.openSealed(protocol.newReceiverKey().secret, "BcDeFgHiJkLmNo", sealed));
  refused("sealed", () => protocol.openSealed(receiver.secret, "BcDeFgHiJkLmNp", sealed));
  for (const at of [0, 50, sealed.length - 6]) {
    const digit = sealed[at] === "A" ? "B" : "A";
    refused("sealed", () => protocol.openSealed(receiver.secret, "BcDeFgHiJkLmNo", sealed.slice(0, at) + digit + sealed.slice(at + 1)));
  }
});

test("keys that hide nothing, and what is no key, are refused", () => {
  const zero = Buffer.alloc(32).toString("base64");
  for (const key of [zero, "", "AAAA", "?".repeat(44)]) refused("sealed", () => protocol.sealTo(key, "vote", "text"));
  refused("sealed", () => protocol.sealTo(protocol.newReceiverKey().public, "vote", "x".repeat(4097)));
  refused("sealed", () => protocol.openSealed(protocol.newReceiverKey().secret, "vote", "AAAA"));
});
