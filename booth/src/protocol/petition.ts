/**
 * Petitions (docs/petitions.md): a member signs a statement with the credential, and stays unnamed.
 *
 *     x = the secret of the credential under the uuid of the statement (4.8), X = g^x
 *     φ = SHA256(statement) in Base64 without padding
 *     prefix = veche-petition|Ed25519|φ|turn|X, and from there on Schnorr as in proofs/schnorr.ts
 *
 * A ballot is signed over sig|hash: neither can be taken for the other. A turn that is odd signs, an even one takes the signature back.
 */
import { hash, utf8 } from "./bytes";
import { publicCredential, secretOf } from "./credentials";
import { readPoint, readScalar } from "./group";
import { readWhole, type Reader } from "./json";
import { checkKnowledge } from "./proofs/checking";
import { knowledgePrefix, proofJson, proveKnowledge, type Proof } from "./proofs/schnorr";
import { Refusal } from "./refusal";

const LONGEST = 1 << 16; // bytes of a statement
const MOST_TURNS = 99;

export interface Petition {
  readonly uuid: string;
  readonly fingerprint: string;
  readonly body: string;
  readonly text: string;
  readonly needed: number;
  /** The last day, YYYY-MM-DD. */
  readonly until: string;
  /** The fingerprint of the list of those who may sign. */
  readonly list: string;
}

/** Throws `Refusal`: `json`, `election.group`, `election.uuid`, `petition.statement`. */
export function readPetition(message: Uint8Array): Petition {
  if (message.length > LONGEST) throw new Refusal("petition.statement", "", `it is larger than ${LONGEST} bytes`);
  return readWhole(message, (reader) => readStatement(reader, hash(message)));
}

function readStatement(reader: Reader, fingerprint: string): Petition {
  const field = <T>(before: string, name: string, read: () => T): T => (reader.expect(before), reader.field(name, read));
  const version = field("{", "version", () => reader.integer());
  const group = field(",", "group", () => reader.plain());
  const uuid = field(",", "uuid", () => reader.plain());
  const body = field(",", "body", () => reader.embedded());
  const text = field(",", "text", () => reader.embedded());
  const needed = field(",", "needed", () => reader.integer());
  const until = field(",", "until", () => reader.plain());
  const list = field(",", "credentials", () => reader.plain());
  reader.expect("}");
  if (!/^[A-Za-z0-9+/]{43}$/.test(list)) throw new Refusal("json", "credentials", "43 characters of Base64 are expected");
  if (version !== 1) throw new Refusal("petition.statement", "version", "this is not version 1");
  if (group !== "Ed25519") throw new Refusal("election.group", "group", "this booth knows Ed25519 alone");
  if (!/^[1-9A-HJ-NP-Za-km-z]{14,256}$/.test(uuid)) throw new Refusal("election.uuid", "uuid", "this is no identifier");
  if (!isDay(until)) throw new Refusal("petition.statement", "until", "this is no day");
  if (text === "" || needed < 1) throw new Refusal("petition.statement", "", "it says nothing, or asks for nothing");
  return { uuid, fingerprint, body, text, needed, until, list };
}

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= "0001" && !Number.isNaN(at.valueOf()) && at.toISOString().startsWith(text);
}

/** The message `signature`, of one turn of whoever has the code. Throws `Refusal("credential")` for what is no code. */
export function signPetition(petition: Petition, code: string, turn: number): Uint8Array {
  checkTurn(turn);
  const X = publicCredential(petition.uuid, code);
  const proof = proveKnowledge(knowledgePrefix.petition(petition.fingerprint, turn, X), secretOf(petition.uuid, code));
  return utf8(`{"credential":"${X}","turn":${turn},"proof":${proofJson(proof)}}`);
}

function checkTurn(turn: number): void {
  if (!(Number.isInteger(turn) && turn >= 1 && turn <= MOST_TURNS)) throw new Refusal("petition.turn", "turn", "it is not between 1 and 99");
}

export interface Turn {
  readonly credential: string;
  readonly turn: number;
}

/** One turn, checked. `listed`: the credentials of the list. Throws `Refusal`: `json`, `group.…`, `petition.turn`, `petition.credential`, `petition.signature`. */
export function checkPetitionSignature(petition: Petition, listed: ReadonlySet<string>, message: Uint8Array): Turn {
  return readWhole(message, (reader) => checkedTurn(reader, petition, listed));
}

function checkedTurn(reader: Reader, petition: Petition, listed: ReadonlySet<string>): Turn {
  reader.expect("{");
  const credential = reader.field("credential", () => reader.plain());
  reader.expect(",");
  const turn = reader.field("turn", () => reader.integer());
  reader.expect(",");
  const proof = reader.field("proof", () => readProof(reader));
  reader.expect("}");
  checkTurn(turn);
  if (!listed.has(credential)) throw new Refusal("petition.credential", "credential", "it is not on the list");
  const X = readPoint(credential, "credential");
  checkKnowledge("petition.signature", "proof", knowledgePrefix.petition(petition.fingerprint, turn, credential), X, proof);
  return { credential, turn };
}

function readProof(reader: Reader): Proof {
  reader.expect("{");
  const challenge = reader.field("challenge", () => readScalar(reader.plain(), reader.where));
  reader.expect(",");
  const response = reader.field("response", () => readScalar(reader.plain(), reader.where));
  reader.expect("}");
  return { challenge, response };
}

/** A whole file `petition.json`. Throws `Refusal` for the first check that fails. */
export function checkPetitionFile(file: Uint8Array): { petition: Petition; turns: Turn[] } {
  return readWhole(file, (reader) => {
    reader.expect("{");
    const petition = reader.field("statement", () => {
      const from = reader.past.length;
      readStatement(reader, "");
      return readPetition(utf8(reader.past.slice(from)));
    });
    reader.expect(",");
    const from = reader.past.length + '"credentials":'.length;
    const list = reader.field("credentials", () => reader.list(() => reader.plain()));
    checkList(petition, list, reader.past.slice(from));
    reader.expect(",");
    const listed = new Set(list);
    const turns = reader.field("signatures", () => reader.list(() => checkedTurn(reader, petition, listed)));
    reader.expect("}");
    checkOrder(turns);
    return { petition, turns };
  });
}

function checkList(petition: Petition, list: readonly string[], message: string): void {
  if (hash(utf8(message)) !== petition.list) throw new Refusal("petition.list", "credentials", "it is not the list of the statement");
  if (list.some((line) => line.includes(","))) throw new Refusal("petition.list", "credentials", "it has weights");
  list.forEach((line, i) => readPoint(line, `credentials[${i}]`));
  if (new Set(list).size < list.length) throw new Refusal("credentials.duplicate", "credentials", "a credential stands twice");
  if (list.some((line, i) => i > 0 && line < list[i - 1]!)) throw new Refusal("petition.list", "credentials", "it is not sorted");
  if (petition.needed > list.length) throw new Refusal("petition.statement", "needed", "more signatures are asked for than can come");
}

function checkOrder(turns: readonly Turn[]): void {
  const wrong = turns.some(({ credential }, i) => i > 0 && credential <= turns[i - 1]!.credential);
  if (wrong) throw new Refusal("petition.order", "signatures", "they are not sorted, or two are of the same credential");
}
