/** The chain of events of an archive (4.4): each names its parent by its hash, and stands behind the data that it brings. */
import { readWhole } from "../json";
import { Refusal, within } from "../refusal";
import { readRecords, type Record } from "./records";

const MOST_DATA = 5; // of a Setup with a certificate of its credentials

export interface Event {
  readonly height: number;
  readonly type: string;
  readonly payload: string | undefined;
  readonly hash: string;
  readonly data: readonly Record[];
}

/** How many data stand before an event of each type, and which types may stand before it. */
const PLACES: { readonly [type: string]: { readonly data: readonly number[]; readonly after: readonly string[] } } = {
  Setup: { data: [4, 5], after: [""] },
  Ballot: { data: [1], after: ["Setup", "Ballot"] },
  EndBallots: { data: [0], after: ["Setup", "Ballot"] },
  EncryptedTally: { data: [2], after: ["EndBallots"] },
  Shuffle: { data: [2], after: ["EncryptedTally", "Shuffle"] },
  EndShuffles: { data: [0], after: ["EncryptedTally", "Shuffle"] },
  PartialDecryption: { data: [2], after: ["EncryptedTally", "EndShuffles", "PartialDecryption"] },
  Result: { data: [1], after: ["EncryptedTally", "EndShuffles", "PartialDecryption"] },
};

/** Throws `Refusal`: `archive.header`, `.format`, `.hash`, `.chain`, `.order`, `.payload`, `json`. */
export function readEvents(archive: Uint8Array): Event[] {
  const events: Event[] = [];
  let data: Record[] = [];
  for (const record of readRecords(archive)) {
    if (record.kind === "data") {
      data.push(record);
      if (data.length > MOST_DATA) throw disorder(`event ${events.length}`, "too many data stand where an event was expected");
      continue;
    }
    const event = readEvent(record, events.at(-1), data);
    checkPlace(event, events.at(-1)?.type ?? "");
    events.push(event);
    data = [];
  }
  if (data.length > 0 || events.length === 0) throw disorder(`event ${events.length}`, "the archive ends where an event was expected");
  return events;
}

function readEvent(record: Record, before: Event | undefined, data: readonly Record[]): Event {
  const height = before ? before.height + 1 : 0;
  return within(`event ${height}`, () => {
    const stated = readWhole(record.body, (reader) => {
      reader.expect("{");
      const parent = reader.optional("", "parent", () => reader.hash());
      if (parent !== undefined) reader.expect(",");
      const number = reader.field("height", () => reader.integer());
      reader.expect(",");
      const type = reader.field("type", () => reader.plain());
      const payload = reader.optional(",", "payload", () => reader.hash());
      reader.expect("}");
      return { parent, number, type, payload };
    });
    if (stated.parent !== before?.hash) throw new Refusal("archive.chain", "parent", "it is not the hash of the event before");
    if (stated.number !== height) throw new Refusal("archive.chain", "height", `${height} is expected`);
    return { height, type: stated.type, payload: stated.payload, hash: record.hash, data };
  });
}

/** The event may stand here with these data, and its payload is the last of them. */
function checkPlace({ height, type, payload, data }: Event, before: string): void {
  const place = Object.hasOwn(PLACES, type) ? PLACES[type] : undefined;
  if (!place) throw disorder(`event ${height}`, "the type of the event is unknown");
  if (!place.after.includes(before)) throw disorder(`event ${height}`, `${type} does not follow ${before || "the header"}`);
  if (!place.data.includes(data.length)) throw disorder(`event ${height}`, "data before the event are missing or left over");
  if (payload !== data.at(-1)?.hash) throw new Refusal("archive.payload", `event ${height}`, "the payload is not the data before the event");
}

/** 4.19: behind the tally what has numbers is shuffled, and what has none is not. */
export function checkShuffled(events: readonly Event[], numbers: boolean): void {
  const tally = events.findIndex(({ type }) => type === "EncryptedTally");
  const next = events[tally + 1];
  if (tally < 0 || !next) return;
  const shuffles = next.type === "Shuffle";
  if (numbers && !shuffles) throw new Refusal("shuffle.missing", `event ${next.height}`, "nobody has shuffled the ciphertexts");
  if (!numbers && (shuffles || next.type === "EndShuffles")) throw disorder(`event ${next.height}`, "there is nothing to shuffle in this election");
}

const disorder = (where: string, detail: string): Refusal => new Refusal("archive.order", where, detail);
