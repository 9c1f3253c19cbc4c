/** Elements, scalars, encodings and credentials of the shared vectors. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { secretOf } from "../src/protocol/credentials";
import { ofInts, readPoint, readScalar, toInts, writePoint } from "../src/protocol/group";
import { entries, refused, strings } from "./vectors";

for (const { what, string } of strings("elements").good) {
  test(`element: ${what}`, () => assert.equal(writePoint(readPoint(string, "")), string));
}
for (const { what, string } of strings("elements").bad) {
  test(`no element: ${what}`, () => refused("group.element", () => readPoint(string, "")));
}
for (const { what, string } of strings("scalars").good) {
  test(`scalar: ${what}`, () => assert.equal(`${readScalar(string, "")}`, string));
}
for (const { what, string } of strings("scalars").bad) {
  test(`no scalar: ${what}`, () => refused("group.scalar", () => readScalar(string, "")));
}
for (const { ints, element } of entries<{ group: string; ints: number[]; element: string }>("encoding")) {
  test(`numbers in an element: ${ints}`, () => {
    assert.equal(writePoint(ofInts(ints)), element);
    assert.deepEqual(toInts(readPoint(element, ""), ints.length), ints);
  });
}

interface Credential {
  group: string;
  uuid: string;
  credential: string;
  secret: string;
  public: string;
}
for (const { uuid, credential, secret, public: public_ } of entries<Credential>("credentials")) {
  test(`credential: ${public_}`, () => {
    assert.equal(`${secretOf(uuid, credential)}`, secret);
    assert.equal(protocol.publicCredential(uuid, credential), public_);
  });
}

test("what is no credential is refused, and not repeated", () => {
  const wrong = ["", "5JyRd-uqKJ6M-a7QXw-Fz3nV", "5JyRd-uqKJ6M-a7QXw-Fz3nV0", "abc-DEF-123-xyz-T4G", "5JyRduqKJ6M-a7QXw-Fz3nVh-", "5JyRd-uqKJ6M-a7QXw-Fz3nVh\n"];
  for (const text of wrong) {
    refused("credential", () => protocol.checkCredential(text));
    assert.throws(() => protocol.checkCredential(text), (error) => text === "" || !`${error}`.includes(text));
  }
});

test("fresh credentials and identifiers have their form and differ", () => {
  const made = new Set(Array.from({ length: 200 }, protocol.newCredential));
  assert.equal(made.size, 200);
  for (const text of made) protocol.checkCredential(text);
  assert.match(protocol.newUuid(), /^[1-9A-HJ-NP-Za-km-z]{14}$/);
});

test("the roll is sorted and holds every public credential", () => {
  const texts = Array.from({ length: 20 }, protocol.newCredential);
  const told: number[] = [];
  const roll = protocol.publicCredentials("BcDeFgHiJkLmNo", texts, (done) => told.push(done));
  const expected = texts.map((text) => protocol.publicCredential("BcDeFgHiJkLmNo", text)).sort();
  assert.equal(new TextDecoder().decode(roll), JSON.stringify(expected));
  assert.equal(told.length, 20);
});
