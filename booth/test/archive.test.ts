/** Whole archives of the shared vectors: what a trustee's device verifies before it decrypts. The bad ones are in tests/. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { verifyAndDecrypt, verifyArchive } from "../src/protocol/archive/index";
import { newTrusteeKey, publicKeyOf } from "../src/protocol/index";
import { answer } from "../src/worker/answering";
import type { Reply } from "../src/worker/messages";
import { newTasks } from "../src/worker/tasks";
import { newTrusteeTasks } from "../src/worker/trustee-tasks";
import { refused } from "./vectors";

declare const VECTORS: string;

const GOOD = `${VECTORS}/../good`;
const archive = (name: string): Uint8Array => readFileSync(`${GOOD}/${name}.bel`);
const keyOf = (name: string, owner: number): string => {
  const secrets = JSON.parse(readFileSync(`${GOOD}/${name}.secrets.json`, "utf8")) as { private_keys: Record<string, string> };
  return `"${secrets.private_keys[owner]}"`;
};

/** What stands in an archive: people on the roll, ballots, ballots in the sum. */
const COUNTS: Record<string, [number, number, number]> = {
  "ed25519-revote": [3, 4, 2],
  "ed25519-weights": [3, 3, 2],
  "ed25519-empty": [3, 0, 0],
  "ed25519-running": [3, 2, 0],
  "veche-ed25519-all-mixed": [3, 3, 3],
  "belenios-3.3.0-ed25519-all-mixed": [3, 4, 3],
};

for (const name of readdirSync(GOOD).filter((file) => file.endsWith(".bel")).map((file) => file.slice(0, -4))) {
  test(`${name} is verified up to its tally, or refused for its group`, () => {
    if (!name.includes("ed25519")) return refused("election.group", () => verifyArchive(archive(name)));
    const told: [number, number][] = [];
    const { roll, ballots, counted, tally, event } = verifyArchive(archive(name), (...step) => told.push(step));
    assert.deepEqual(told.at(-1)?.[0], told.at(-1)?.[1]);
    assert.equal(event.length, 43);
    assert.ok(tally === undefined || /^[0-9a-f]{64}$/.test(tally));
    if (name in COUNTS) assert.deepEqual([roll, ballots, counted], COUNTS[name]);
  });
}

test("a trustee's part is decrypted, and what was verified is told", () => {
  const { verified, decryption } = verifyAndDecrypt(archive("ed25519-revote"), keyOf("ed25519-revote", 1), false);
  assert.equal(verified.counted, 2);
  const factors = /"decryption_factors":(\[.*?\]\])/.exec(new TextDecoder().decode(decryption))?.[1] as string;
  assert.ok(new TextDecoder("latin1").decode(archive("ed25519-revote")).includes(`{"decryption_factors":${factors}`));
});

test("a key of nobody here, a vote with numbers, and a vote without a tally are refused before any work", () => {
  const untouched = (): never => assert.fail("it began to verify");
  const other = newTrusteeKey("").privateKey;
  refused("private_key", () => verifyAndDecrypt(archive("ed25519-revote"), other, true, untouched));
  refused("private_key", () => verifyAndDecrypt(archive("ed25519-revote"), "12", true, untouched));
  refused("shuffle.missing", () => verifyAndDecrypt(archive("ed25519-ranking"), keyOf("ed25519-ranking", 2), true, untouched));
  refused("untallied", () => verifyAndDecrypt(archive("ed25519-running"), keyOf("ed25519-running", 1), true, untouched));
});

test("an archive that no page could verify in time is refused at once", () => {
  refused("size", () => verifyArchive(new Uint8Array((64 << 20) + 1)));
  refused("archive.header", () => verifyArchive(new Uint8Array(0)));
});

test("a member of a threshold set has a key in the vote too", () => {
  const key = keyOf("ed25519-threshold", 2);
  assert.ok(verifyAndDecrypt(archive("ed25519-threshold"), key, false).decryption.length > 0);
  assert.equal(publicKeyOf(key).length, 64);
});

test("the trustee's worker verifies, and the voter's does not know how", () => {
  const given = [archive("ed25519-revote"), keyOf("ed25519-revote", 1), false];
  const ask = (tasks: ReturnType<typeof newTasks>): Reply[] => {
    const told: Reply[] = [];
    answer(tasks, { id: 1, task: "verifyAndDecrypt", given }, (reply) => told.push(structuredClone(reply)));
    return told;
  };
  const told = ask(newTrusteeTasks());
  assert.equal(told.at(-1)?.kind, "answer");
  assert.ok(told.length > 4 && told.slice(0, -1).every(({ kind }) => kind === "progress"));
  assert.ok(!JSON.stringify(told).includes(keyOf("ed25519-revote", 1).slice(1, -1)));
  assert.deepEqual(ask(newTasks()).map((reply) => reply.kind === "refusal" && reply.check), ["order"]);
});
