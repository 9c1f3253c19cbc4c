/** The trustees (4.5, 4.7): mandatory single keys, and sets of keys of which a threshold is enough. */
import { readPoint, type Point } from "../group";
import { readWhole, type Reader } from "../json";
import { checkKnowledge } from "../proofs/checking";
import { knowledgePrefix, type Proof } from "../proofs/schnorr";
import { readProof } from "../reading";
import { Refusal } from "../refusal";
import { readThreshold } from "./threshold";

/** One item of `trustees`: the public keys in it, as they stand there, and its part of the key of the election. */
export interface Item {
  readonly keys: readonly string[];
  readonly subKey: Point;
}

/** trustee_public_key (4.5). */
export interface PublicKey {
  readonly where: string;
  readonly pok: Proof;
  readonly text: string;
  readonly point: Point;
  readonly signature: Proof | undefined;
}

/** Throws `Refusal`: `json`, `group.…`, `trustees.…`, `threshold.…`. */
export function readTrustees(message: Uint8Array): Item[] {
  const items = readWhole(message, (reader) => reader.list(() => readItem(reader)));
  return items.length > 0 ? items : refuseEmpty();
}

function refuseEmpty(): never {
  throw new Refusal("trustees.empty", "", "there are no trustees");
}

function readItem(reader: Reader): Item {
  if (reader.take('["Pedersen",')) return closed(reader, reader.inside("[1]", () => readThreshold(reader)));
  reader.expect('["Single",');
  const key = closed(reader, reader.inside("[1]", () => readPublicKey(reader)));
  checkPok(key);
  return { keys: [key.text], subKey: key.point }; // 3.1.1
}

function closed<T>(reader: Reader, value: T): T {
  reader.expect("]");
  return value;
}

export function readPublicKey(reader: Reader): PublicKey {
  const { where } = reader;
  reader.expect("{");
  const pok = reader.field("pok", () => readProof(reader));
  reader.expect(",");
  const [text, point] = reader.field("public_key", () => readElement(reader));
  const signature = reader.optional(",", "signature", () => readProof(reader));
  reader.optional(",", "name", () => reader.text());
  reader.expect("}");
  return { where, pok, text, point, signature };
}

/** An element as it stands there, and what it is. */
export function readElement(reader: Reader): [string, Point] {
  const text = reader.plain();
  return [text, readPoint(text, reader.where)];
}

/** 4.5: the trustee knows the private key. Without it somebody could choose a key that cancels all others. */
export function checkPok({ where, pok, text, point }: PublicKey): void {
  checkKnowledge("trustees.pok", `${where}.pok`, knowledgePrefix.trusteeKey(text), point, pok);
}

