/** The first event of an archive (3.1): the election, its trustees and its roll, bound together. */
import { readElection } from "../election";
import { product, readPoint, writePoint } from "../group";
import { readWhole } from "../json";
import { Refusal, within } from "../refusal";
import type { Election } from "../types";
import type { Event } from "./events";
import type { Record } from "./records";
import { readTrustees } from "./trustees";

const MOST_WEIGHT = 1e15; // of all voters: the results are logarithms, which somebody must be able to compute

export interface Setup {
  readonly election: Election;
  /** The public keys of all trustees: whoever decrypts has the private key of one. */
  readonly keys: readonly string[];
  /** The weight of each public credential. */
  readonly roll: ReadonlyMap<string, number>;
}

/** Throws `Refusal`: `archive.payload`, what `readElection` and `readTrustees` refuse, `election.public_key`, `credentials.…`. */
export function readSetup({ data }: Event): Setup {
  const [electionRecord, trusteesRecord, rollRecord] = data as [Record, Record, Record];
  within("setup_data", () => checkBinding(data));
  const election = within("election", () => readElection(electionRecord.body));
  const items = within("trustees", () => readTrustees(trusteesRecord.body));
  // 3.1.1, 4.10: y is the product of the sub-keys
  if (writePoint(product(items.map(({ subKey }) => subKey))) !== election.publicKey) {
    throw new Refusal("election.public_key", "election", "it is not the product of the trustees' keys");
  }
  const roll = within("public_credentials", () => readRoll(rollRecord.body));
  return { election, keys: items.flatMap(({ keys }) => keys), roll };
}

/** setup_data holds the hashes of the other data, in their order. */
function checkBinding(data: readonly Record[]): void {
  const stated = readWhole((data.at(-1) as Record).body, (reader) => {
    reader.expect("{");
    const election = reader.field("election", () => reader.hash());
    reader.expect(",");
    const trustees = reader.field("trustees", () => reader.hash());
    reader.expect(",");
    const credentials = reader.field("credentials", () => reader.hash());
    const certificate = reader.optional(",", "credentials_certificate", () => reader.hash());
    reader.expect("}");
    return [election, trustees, credentials, ...(certificate === undefined ? [] : [certificate])];
  });
  if (stated.join() !== data.slice(0, -1).map(({ hash }) => hash).join()) {
    throw new Refusal("archive.payload", "", "these are not the hashes of the data before, in their order");
  }
}

/** public_credentials (4.8): each stands once, and weighs 1 where no weight is written. `checkRoll` checks that each is an element. */
function readRoll(message: Uint8Array): Map<string, number> {
  const roll = new Map<string, number>();
  readWhole(message, (reader) =>
    reader.list(() => {
      const [credential, ...weight] = reader.plain().split(",") as [string, ...string[]];
      if (weight.length > 1 || !/^(?:0|[1-9][0-9]{0,17})$/.test(weight[0] ?? "1")) {
        throw new Refusal("credentials.format", reader.where, "a credential, or a credential, a comma and a weight");
      }
      if (roll.has(credential)) throw new Refusal("credentials.duplicate", reader.where, "this credential stands twice");
      roll.set(credential, Number(weight[0] ?? 1));
    }),
  );
  const total = [...roll.values()].reduce((sum, weight) => sum + weight, 0);
  if (total > MOST_WEIGHT) throw new Refusal("credentials.format", "", `all weights together are more than ${MOST_WEIGHT}`);
  return roll;
}

/** Every public credential is an element. `step` is called after each: it takes as long as a power. */
export function checkRoll(roll: ReadonlyMap<string, number>, step: () => void): void {
  within("public_credentials", () => {
    for (const [i, credential] of [...roll.keys()].entries()) {
      readPoint(credential, `[${i}]`);
      step();
    }
  });
}
