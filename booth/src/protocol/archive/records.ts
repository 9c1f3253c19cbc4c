/**
 * The records of an archive (4.4; docs/archive-format.md shows one byte by byte): a tar of the oldest kind in which every byte
 * is prescribed. Otherwise the same vote could stand in two archives that differ.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { utf8 } from "../bytes";
import { readWhole, type Reader } from "../json";
import { Refusal } from "../refusal";

const BLOCK = 512;
const MOST_RECORD = 256 << 20;
const MOST_EVENT = 512; // two hashes, a height and a type
const NAME = /^([0-9a-f]{64})\.(data|event)\.json$/;
const OCTAL = /^[0-7]{11}$/;

/** `hash` is the SHA-256 of the body in hexadecimal digits, checked. */
export interface Record {
  readonly number: number;
  readonly kind: "data" | "event";
  readonly hash: string;
  readonly body: Uint8Array;
}

interface File {
  readonly name: string;
  readonly time: number;
  readonly body: Uint8Array;
  readonly end: number;
}

/** Every record but the header. Throws `Refusal`: `archive.header`, `archive.format`, `archive.hash`. */
export function readRecords(archive: Uint8Array): Record[] {
  const records: Record[] = [];
  const header = archive.length > 0 ? readFile(archive, 0, 0) : undefined;
  const time = readHeader(header);
  for (let at = header?.end ?? 0; at < archive.length; ) {
    const number = records.length + 1;
    const file = readFile(archive, at, number);
    records.push(checkRecord(file, number, time));
    at = file.end;
  }
  return records;
}

function checkRecord({ name, time, body }: File, number: number, ofArchive: number): Record {
  const [, hash, kind] = NAME.exec(name) ?? [];
  if (!hash || time !== ofArchive) throw misformed(number, "the name must be HASH.data.json or HASH.event.json, the time that of the archive");
  if (kind === "event" && body.length > MOST_EVENT) throw misformed(number, `an event of more than ${MOST_EVENT} bytes`);
  if (bytesToHex(sha256(body)) !== hash) throw new Refusal("archive.hash", `record ${number}`, "the name is not the hash of the contents");
  return { number, kind: kind as "data" | "event", hash, body };
}

/** The header says version 1, and the time that every record repeats. */
function readHeader(header: File | undefined): number {
  if (header?.name !== "BELENIOS") throw new Refusal("archive.header", "header", "the archive does not start with a BELENIOS file");
  const { version, timestamp } = readHeaderFields(header.body);
  if (version !== 1) throw new Refusal("archive.header", "header", "only version 1 is known");
  if (timestamp !== header.time) throw misformed(0, "the tar block does not bear the timestamp of the archive");
  return header.time;
}

function readHeaderFields(body: Uint8Array): { version: number; timestamp: number } {
  try {
    return readWhole(body, (reader) => {
      reader.expect("{");
      const version = reader.field("version", () => reader.integer());
      reader.expect(",");
      const timestamp = reader.field("timestamp", () => readTimestamp(reader));
      reader.expect("}");
      return { version, timestamp };
    });
  } catch (error) {
    throw error instanceof Refusal ? new Refusal("archive.header", "header", error.detail) : error;
  }
}

/** A number in the specification; releases up to 3.3 write it as a string. */
function readTimestamp(reader: Reader): number {
  const text = reader.ahead('"') ? reader.plain() : `${reader.integer()}`;
  return /^(?:0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : reader.refuse("seconds since 1970 are expected");
}

function readFile(archive: Uint8Array, at: number, number: number): File {
  const block = archive.subarray(at, at + BLOCK);
  const [name, size, time] = [ascii(block.subarray(0, 100)).replace(/\0+$/, ""), ascii(block.subarray(124, 135)), ascii(block.subarray(136, 147))];
  const octal = block.length === BLOCK && OCTAL.test(size) && OCTAL.test(time);
  if (!octal || !same(block, tarBlock(block.subarray(0, 100), size, time))) {
    throw misformed(number, "the block before it is not as the format prescribes");
  }
  const length = Number.parseInt(size, 8);
  if (length > MOST_RECORD) throw misformed(number, `more than ${MOST_RECORD} bytes`);
  const [begin, end] = [at + BLOCK, at + BLOCK + Math.ceil(length / BLOCK) * BLOCK];
  const padded = end <= archive.length && archive.subarray(begin + length, end).every((byte) => byte === 0);
  if (!padded) throw misformed(number, "it is cut short, or not padded with zeros");
  return { name, time: Number.parseInt(time, 8), body: archive.subarray(begin, begin + length), end };
}

/** The only header block that the format allows; its checksum is taken with itself written as eight spaces. */
function tarBlock(name: Uint8Array, size: string, time: string): Uint8Array {
  const block = new Uint8Array(BLOCK);
  block.set(name);
  block.set(utf8(`0000644\0${"0000000\0".repeat(2)}${size}\0${time}\0${" ".repeat(8)}0`), 100);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.set(utf8(`${checksum.toString(8).padStart(6, "0")}\0 `), 148);
  return block;
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i]);
const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const misformed = (number: number, detail: string): Refusal => new Refusal("archive.format", `record ${number}`, detail);
