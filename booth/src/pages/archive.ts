/** What a voter needs of an archive: the election and the roll (docs/archive-format.md). It is a tar of the oldest kind. */
import { Refusal } from "../protocol/refusal";

export interface Messages {
  readonly election: Uint8Array;
  /** The public credentials, where the file is an archive. */
  readonly credentials?: Uint8Array;
}

const BLOCK = 512;
const MOST_RECORDS = 16; // the setup stands in front: header, election, trustees, credentials, setup data, event
const SETUP = /^\{"election":"([0-9a-f]{64})","trustees":"[0-9a-f]{64}","credentials":"([0-9a-f]{64})"\}$/;

/** An election message, or an archive that begins with its setup. Throws Refusal("archive"). */
export function messagesOf(file: Uint8Array): Messages {
  if (file[0] === "{".charCodeAt(0)) return { election: file };
  const records = recordsOf(file);
  const setup = [...records.values()].map((body) => body.length < 400 && SETUP.exec(ascii(body))).find(Boolean);
  const [election, credentials] = setup ? [records.get(setup[1]!), records.get(setup[2]!)] : [];
  if (!election || !credentials) throw new Refusal("archive", "", "the setup of the vote is not at the beginning of this file");
  return { election, credentials };
}

/** The first records by the hash in their names. Names are not proven here: people compare the fingerprint of what is opened. */
function recordsOf(file: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  for (let at = 0, count = 0; at + BLOCK <= file.length && count < MOST_RECORDS; count += 1) {
    const name = ascii(file.subarray(at, at + 100)).replace(/\0+$/, "");
    const size = parseInt(ascii(file.subarray(at + 124, at + 135)), 8);
    const end = at + BLOCK + size;
    if (!Number.isInteger(size) || end > file.length) throw new Refusal("archive", name, "this is no archive, or it is cut off");
    records.set(name.split(".")[0]!, file.subarray(at + BLOCK, end));
    at = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return records;
}

const ascii = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
