/** The worker's tasks: their order, what they keep, and what they never say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as protocol from "../src/protocol/index";
import { answer } from "../src/worker/answering";
import type { Reply, Task } from "../src/worker/messages";
import { newTasks } from "../src/worker/tasks";
import { bytes, entries, type BallotVector } from "./vectors";

const vector = entries<BallotVector>("ballots")[0] as BallotVector;

class Page {
  readonly tasks = newTasks();
  told: Reply[] = [];

  /** All that the worker says to one request; every message must pass between threads. */
  ask(task: string, ...given: unknown[]): Reply {
    this.told = [];
    answer(this.tasks, { id: 7, task: task as Task, given }, (reply) => this.told.push(structuredClone(reply)));
    const last = this.told.at(-1) as Reply;
    assert.equal(last.id, 7);
    return last;
  }

  answered<T>(task: string, ...given: unknown[]): T {
    const reply = this.ask(task, ...given);
    assert.equal(reply.kind, "answer", JSON.stringify(reply));
    return (reply as Reply & { kind: "answer" }).answer as T;
  }

  refused(check: string, task: string, ...given: unknown[]): void {
    const reply = this.ask(task, ...given);
    assert.equal(reply.kind === "refusal" && reply.check, check, JSON.stringify(reply));
  }
}

test("a vote is sealed, opened, sealed anew and signed", () => {
  const page = new Page();
  const election = page.answered<protocol.Election>("open", bytes(vector.election));
  assert.equal(page.answered("credential", vector.credential), protocol.publicCredential(election.uuid, vector.credential));
  const first = page.answered<string>("seal", vector.choices);
  assert.ok(page.told.length > 1 && page.told.slice(0, -1).every(({ kind }) => kind === "progress"));
  const file = page.answered<Uint8Array>("audit");
  assert.equal(JSON.parse(new TextDecoder().decode(file)).seal, first);
  assert.deepEqual(page.answered("checkAudit", file), vector.choices);
  page.refused("order", "sign"); // an opened ballot can never be cast
  const second = page.answered<string>("seal", vector.choices);
  assert.notEqual(second, first);
  const { ballot, tracker } = page.answered<{ ballot: Uint8Array; tracker: string }>("sign");
  assert.ok(new TextDecoder().decode(ballot).includes(`"hash":"${second}"`));
  assert.equal(page.answered("hash", ballot), tracker);
  page.refused("order", "audit"); // a cast ballot can never be opened
});

test("each task comes after the one that it needs", () => {
  const page = new Page();
  page.refused("order", "credential", vector.credential);
  page.refused("order", "seal", vector.choices);
  page.answered("open", bytes(vector.election));
  page.refused("order", "seal", vector.choices);
  page.answered("credential", vector.credential);
  page.refused("order", "sign");
  page.answered("forget");
  page.refused("order", "seal", vector.choices);
  page.refused("order", "toString");
});

test("another credential drops what was sealed, a wrong one too", () => {
  const page = new Page();
  page.answered("open", bytes(vector.election));
  page.answered("credential", vector.credential);
  page.answered("seal", vector.choices);
  page.refused("credential", "credential", "no credential");
  page.refused("order", "sign");
});

test("a failure says nothing of what failed", () => {
  const page = new Page();
  page.answered("open", bytes(vector.election));
  page.answered("credential", vector.credential);
  const secret = { toString: () => assert.fail(vector.credential) };
  page.refused("worker", "seal", null);
  page.refused("worker", "credential", secret);
  assert.ok(!JSON.stringify(page.told).includes(vector.credential));
});

test("a registrar's, a trustee's and a receiver's tasks", () => {
  const page = new Page();
  const uuid = page.answered<string>("newUuid");
  const { credentials, message } = page.answered<{ credentials: string[]; message: Uint8Array }>("newCredentials", uuid, 3);
  assert.deepEqual(page.answered("publicCredentials", uuid, credentials), message);
  const { privateKey, publicKey } = page.answered<{ privateKey: string; publicKey: Uint8Array }>("newTrusteeKey", "A");
  assert.ok(new TextDecoder().decode(publicKey).includes(page.answered<string>("publicKeyOf", privateKey)));
  const receiver = page.answered<{ secret: string; public: string }>("newReceiverKey");
  const sealed = page.answered<string>("sealTo", receiver.public, uuid, "text");
  assert.equal(page.answered("openSealed", receiver.secret, uuid, sealed), "text");
});
