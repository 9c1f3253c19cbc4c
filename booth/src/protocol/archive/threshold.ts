/**
 * Threshold parameters (4.6): m trustees, of whom t + 1 = `threshold` together can decrypt. Everything is signed, so that nobody
 * can put another's coefficients or keys into the set.
 *
 *     cert i        (group, m, threshold, i), a verification key v_i, an encryption key; signed with v_i               (4.6.2)
 *     coefexps i    A_i0, …, A_it, the powers of the coefficients of trustee i's polynomial; signed with v_i           (4.6.4)
 *     signature i   by v_i over "certs_sig|" and all certs and coefexps i                                              (4.6.4)
 *     key j         Π_i Π_k A_ik^(j^k), signed with v_j and proved                                                     (4.6.6)
 *     sub-key       Π_i A_i0                                                                                           (4.6.4)
 */
import { utf8 } from "../bytes";
import { GROUP, one, product, publicPower, times, type Point } from "../group";
import { readWhole, type Reader } from "../json";
import { checkKnowledge } from "../proofs/checking";
import { proofJson, type Proof } from "../proofs/schnorr";
import { readProof } from "../reading";
import { Refusal, within } from "../refusal";
import { checkPok, readElement, readPublicKey, type Item, type PublicKey } from "./trustees";

const MOST_TRUSTEES = 1000; // of one set

/** signed_msg (4.6.1). */
interface Signed {
  readonly where: string;
  readonly message: string;
  readonly signature: Proof;
}

/** cert_keys (4.6.2). */
interface Certificate {
  readonly signed: Signed;
  readonly context: string;
  readonly verification: Point;
}

/** Throws `Refusal`: `json`, `group.…`, `threshold.…`, `trustees.pok`. */
export function readThreshold(reader: Reader): Item {
  const { where } = reader;
  const { threshold, certs: signedCerts, coefexps: signedCoefexps, signatures, keys } = readParameters(reader);
  if (!signatures) throw new Refusal("threshold.signature", where, "the signatures are missing");
  const m = signedCerts.length;
  if ([signedCoefexps, signatures, keys].some(({ length }) => length !== m)) throw misshapen(where, "the lists have different lengths");
  if (threshold < 1 || threshold > m || m > MOST_TRUSTEES) throw misshapen(`${where}.threshold`, `${threshold} of ${m} trustees is not possible`);

  const certs = signedCerts.map(readCertificate);
  for (const [i, cert] of certs.entries()) checkCertificate(cert, `${GROUP},${m},${threshold},${i + 1}`);
  const A = signedCoefexps.map((signed) => readCoefexps(signed, threshold));
  for (const [i, { verification }] of certs.entries()) {
    checkSigned("threshold.coefexps", signedCoefexps[i] as Signed, verification);
    const message = `certs_sig|{"certs":[${signedCerts.map(written).join(",")}],"coefexps":${JSON.stringify(A[i]?.texts)}}`;
    checkSignature("threshold.signature", `${where}.signatures[${i}]`, message, signatures[i] as Proof, verification);
  }
  const sums = Array.from({ length: threshold }, (_, k) => product(A.map(({ points }) => points[k] as Point)));
  for (const [i, key] of keys.entries()) checkKey(key, i + 1, (certs[i] as Certificate).verification, sums);
  return { keys: keys.map(({ text }) => text), subKey: sums[0] as Point };
}

function readParameters(reader: Reader) {
  reader.expect("{");
  const threshold = reader.field("threshold", () => reader.integer());
  reader.expect(",");
  const certs = reader.field("certs", () => reader.list(() => readSigned(reader)));
  reader.expect(",");
  const coefexps = reader.field("coefexps", () => reader.list(() => readSigned(reader)));
  const signatures = reader.optional(",", "signatures", () => reader.list(() => readProof(reader)));
  reader.expect(",");
  const keys = reader.field("verification_keys", () => reader.list(() => readPublicKey(reader)));
  reader.expect("}");
  return { threshold, certs, coefexps, signatures, keys };
}

function readSigned(reader: Reader): Signed {
  const { where } = reader;
  reader.expect("{");
  const message = reader.field("message", () => reader.embedded());
  reader.expect(",");
  const signature = reader.field("signature", () => readProof(reader));
  reader.expect("}");
  return { where, message, signature };
}

const written = ({ message, signature }: Signed): string => `{"message":${JSON.stringify(message)},"signature":${proofJson(signature)}}`;

/** 4.6.1: H(sigmsg|message|A). */
function checkSignature(check: string, where: string, message: string, signature: Proof, key: Point): void {
  checkKnowledge(check, where, `sigmsg|${message}`, key, signature);
}

const checkSigned = (check: string, { where, message, signature }: Signed, key: Point): void =>
  checkSignature(check, where, message, signature, key);

/** What a signed message holds, read as a message of its own. */
const readInside = <T>({ where, message }: Signed, read: (reader: Reader) => T): T =>
  within(`${where}.message`, () => readWhole(utf8(message), read));

function readCertificate(signed: Signed): Certificate {
  return readInside(signed, (reader) => {
    reader.expect("{");
    const context = reader.field("context", () => readContext(reader));
    reader.expect(",");
    const [, verification] = reader.field("verification", () => readElement(reader));
    reader.expect(",");
    reader.field("encryption", () => readElement(reader));
    reader.expect("}");
    return { signed, context, verification };
  });
}

function readContext(reader: Reader): string {
  reader.expect("{");
  const group = reader.field("group", () => reader.plain());
  const [size, threshold, index] = ["size", "threshold", "index"].map((name) => {
    reader.expect(",");
    return reader.field(name, () => reader.integer());
  });
  reader.expect("}");
  return `${group},${size},${threshold},${index}`;
}

/** 4.6.2: for this group, size, threshold and index, and signed with its own key. */
function checkCertificate({ signed, context, verification }: Certificate, expected: string): void {
  if (context !== expected) throw new Refusal("threshold.certificate", signed.where, "the context is not (group, size, threshold, index) of this set");
  checkSigned("threshold.certificate", signed, verification);
}

function readCoefexps(signed: Signed, threshold: number): { texts: string[]; points: Point[] } {
  return readInside(signed, (reader) => {
    reader.expect("{");
    const elements = reader.field("coefexps", () => reader.list(() => readElement(reader)));
    reader.expect("}");
    if (elements.length !== threshold) throw misshapen("coefexps", `${threshold} coefficients are expected`);
    return { texts: elements.map(([text]) => text), points: elements.map(([, point]) => point) };
  });
}

/** Horner: ((A_t^j × A_(t−1))^j × …) × A_0 with A_k = Π_i A_ik, small exponents only. */
function checkKey(key: PublicKey, j: number, verification: Point, sums: readonly Point[]): void {
  const expected = sums.reduceRight((power, A_k) => times(publicPower(power, BigInt(j)), A_k), one);
  if (!key.point.equals(expected)) throw new Refusal("threshold.key", key.where, "the key is not the one that the coefficients give");
  if (!key.signature) throw new Refusal("threshold.key", key.where, "the key is not signed");
  checkSignature("threshold.key", `${key.where}.signature`, key.text, key.signature, verification);
  checkPok(key);
}

const misshapen = (where: string, detail: string): Refusal => new Refusal("threshold.shape", where, detail);
