/** The voter's page: the booth, and, at the address for kept ballots, the page that hands one in. */
import { Booth } from "../worker/client";
import type { Frame } from "./frame";
import { framed } from "./languages";
import { begin } from "./opening";
import { get, post } from "./server";
import { handIn } from "./voting/handin";
import { takenFromAddress } from "./voting/credential";
import type { Ends } from "./voting/ends";
import { Voting } from "./voting/voting";

const root = document.getElementById("booth")!;
const given = root.dataset as Record<
  "election" | "check" | "cast" | "castFile" | "publicPage" | "rolled" | "rollPage" | "single" | "worker" | "step",
  string
>;
const behind = takenFromAddress();
addEventListener("hashchange", () => location.reload()); // another slip was scanned into the same page

const json = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

const ends: Ends = {
  check: async (credential) => json(await post(given.check, credential, { anonymous: true, type: "text/plain" })),
  cast: async (ballot) => json<{ tracker: string }>(await post(given.cast, ballot, { anonymous: true })).tracker,
  address: new URL(given.cast, location.href).href,
  publicPage: given.publicPage,
  ...(given.rolled ? { roll: { uuid: given.rolled, page: given.rollPage } } : {}),
  single: given.single,
};

const booth = new Booth(given.worker);

async function open(frame: Frame): Promise<void> {
  if (given.step === "cast") return handIn(frame, booth, behind, ends, given.castFile);
  const election = await booth.ask("open", [await get(given.election, { anonymous: true })]);
  new Voting(frame, booth, election, ends, behind).begin();
}

void framed(root, "vote").then((frame) => begin(frame, "vote.cannot", () => open(frame)));
