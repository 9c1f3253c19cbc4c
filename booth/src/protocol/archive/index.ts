/**
 * What a trustee's device checks before it decrypts (3.5): the whole archive up to the encrypted tally.
 *
 * A trustee who decrypts whatever is sent can be sent one voter's ballot. So the tally is taken from an archive in which every
 * ballot is by somebody on the roll, signed and proved, and of which the tally is the product. What stands behind it is only
 * held to the chain of events.
 */
import { hexToBytes } from "@noble/hashes/utils.js";
import { base64 } from "../bytes";
import { LONGEST } from "../json";
import { Refusal } from "../refusal";
import { partialDecryption, publicKeyOf } from "../trustees";
import type { Election, Progress, Question } from "../types";
import { checkBallots } from "./ballots";
import { checkShuffled, readEvents, type Event } from "./events";
import type { Record } from "./records";
import { checkRoll, readSetup, type Setup } from "./setup";
import { checkTally } from "./tally";

/** Powers of points that nobody has tables for: a yes-no ballot takes 16, a person on the roll 1. See the README for times. */
const MOST_POWERS = 40_000;
const MOST_BYTES = 64 << 20;

/** What was checked. */
export interface Verified {
  readonly election: Election;
  /** People on the roll. */
  readonly roll: number;
  /** Ballots that were cast, those that were replaced too. */
  readonly ballots: number;
  /** Ballots in the sum: the last one of each voter, but those of weight 0. 0 where there is no sum yet. */
  readonly counted: number;
  /** Of these, how many there are of the weight that the fewest have: no more than so many hide each other. */
  readonly fewest: number;
  /** The SHA-256 of the message `encrypted_tally`, in hexadecimal digits; undefined where there is none yet. */
  readonly tally: string | undefined;
  /** Compact Base64 of the hash of the last event that was checked: who has the same has the same roll, ballots and tally. */
  readonly event: string;
}

/**
 * Checks an archive up to its tally, or as far as it goes. Throws `Refusal` for the first check that fails, named as in
 * vectors/CHECKS.md, or `size` where it is too much for a page.
 */
export function verifyArchive(archive: Uint8Array, progress: Progress = () => {}): Verified {
  const { setup, events } = open(archive);
  return verifyFrom(setup, events, progress);
}

/**
 * Verifies an archive and decrypts a trustee's part of its tally. Throws `Refusal` as `verifyArchive` does, and `private_key`
 * where the key is none of the trustees', `shuffle.missing` where the vote has numbers, `untallied` where there is no tally,
 * `few` where a ballot is alone in the tally, or alone with its weight: decrypting it tells how that person voted. `evenOne`
 * says that the trustee has read this.
 */
export function verifyAndDecrypt(archive: Uint8Array, privateKey: string, evenOne: boolean, progress: Progress = () => {}) {
  const publicKey = publicKeyOf(privateKey);
  const { setup, events } = open(archive);
  if (!setup.keys.includes(publicKey)) throw new Refusal("private_key", "", "this is not the key of a trustee of this vote");
  const tally = tallyOf(events);
  if (!tally) throw new Refusal("untallied", "archive", "the ballots have not been added up yet");
  if (setup.election.questions.some(({ kind }) => kind === "NH")) {
    throw new Refusal("shuffle.missing", "", "a vote with numbers is shuffled before it is decrypted: use the command veche");
  }
  const verified = verifyFrom(setup, events, progress);
  if (verified.fewest === 1 && !evenOne) throw new Refusal("few", "", "a ballot is alone in the tally, or alone with its weight");
  return { verified, decryption: partialDecryption(setup.election, tally.body, privateKey) };
}

function open(archive: Uint8Array): { setup: Setup; events: Event[] } {
  if (archive.length > MOST_BYTES) throw tooLarge();
  const events = readEvents(archive);
  const [first] = events as [Event];
  if (first.data.some(({ body }) => body.length > LONGEST)) throw tooLarge();
  return { setup: readSetup(first), events };
}

const tallyOf = (events: readonly Event[]): Record | undefined => events.find(({ type }) => type === "EncryptedTally")?.data[0];

function verifyFrom(setup: Setup, events: readonly Event[], progress: Progress): Verified {
  const { election, roll } = setup;
  const ballots = events.filter(({ type }) => type === "Ballot").length;
  const perBallot = powersOf(election.questions);
  const total = roll.size + ballots * perBallot;
  if (total > MOST_POWERS) throw tooLarge();
  let done = 0;
  const step = (powers: number) => (): void => progress((done += powers), total);

  checkRoll(roll, step(1));
  checkShuffled(events, election.questions.some(({ kind }) => kind === "NH"));
  const last = checkBallots(setup, events, step(perBallot));
  const tallied = events.find(({ type }) => type === "EncryptedTally");
  if (tallied) checkTally(setup, tallied, last);
  const classes = tallied ? sizesByWeight(roll, last.keys()) : [];
  return {
    election,
    roll: roll.size,
    ballots,
    counted: classes.reduce((sum, size) => sum + size, 0),
    fewest: classes.length > 0 ? Math.min(...classes) : 0,
    tally: tallied?.data[0]?.hash,
    event: base64(hexToBytes((tallied ?? (events.at(-1) as Event)).hash)).replace("=", ""),
  };
}

/**
 * How many voters there are of each weight above 0. Weights stand in the roll, which the election does not name: a server that
 * gives one voter a weight far above all others could read that vote off the sum of a thousand.
 */
function sizesByWeight(roll: ReadonlyMap<string, number>, voters: Iterable<string>): number[] {
  const sizes = new Map<number, number>();
  for (const voter of voters) {
    const weight = roll.get(voter) as number;
    if (weight > 0) sizes.set(weight, (sizes.get(weight) ?? 0) + 1);
  }
  return [...sizes.values()];
}

const tooLarge = (): Refusal => new Refusal("size", "archive", "this archive is too large to be verified in a page: use the command veche decrypt");

/** What a ballot costs: one for each element that is read, two for each claim in a proof, one for the signature. */
export function powersOf(questions: readonly Question[]): number {
  return questions.reduce((sum, question) => sum + powersOfAnswer(question), 2);
}

function powersOfAnswer(question: Question): number {
  if (question.kind === "NH") return 3;
  if (question.kind === "L") return 6 * question.lists.flat().length + 4 * question.lists.length + 6;
  const blank = Number(question.blank);
  return 6 * (question.answers.length + blank) + 2 * (question.max - question.min + 1) + 6 * blank;
}
