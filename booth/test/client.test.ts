/** The page's end of the worker, with a worker that answers on the same thread. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal } from "../src/protocol/index";
import { answer } from "../src/worker/answering";
import { Booth, newWorker } from "../src/worker/client";
import type { Reply, Request } from "../src/worker/messages";
import { newTasks } from "../src/worker/tasks";
import { bytes, entries, type BallotVector } from "./vectors";

type Heard = (event: { data: Reply }) => void;

/** What a page needs of a worker. */
class SameThread {
  static last: SameThread;
  readonly tasks = newTasks();
  readonly heard = new Map<string, Heard>();
  ended = false;

  constructor(readonly address: unknown) {
    SameThread.last = this;
  }

  addEventListener(kind: string, heard: Heard): void {
    this.heard.set(kind, heard);
  }

  postMessage(request: Request): void {
    setImmediate(() => answer(this.tasks, request, (data) => this.ended || this.heard.get("message")?.({ data })));
  }

  terminate(): void {
    this.ended = true;
  }
}

interface Policy {
  createScriptURL(address: string): unknown;
}
const policies: [string, Policy][] = [];
const createPolicy = (name: string, policy: Policy): Policy => {
  policies.push([name, policy]);
  return { createScriptURL: (address) => ({ trusted: policy.createScriptURL(address) }) };
};
Object.assign(globalThis, { Worker: SameThread, trustedTypes: { createPolicy } });

const vector = entries<BallotVector>("ballots")[0] as BallotVector;
const isRefusal = (check: string) => (error: unknown) => error instanceof Refusal && error.check === check;

test("a page asks, hears progress, and is answered or refused", async () => {
  const booth = new Booth("/worker.js");
  const election = await booth.ask("open", [bytes(vector.election)]);
  assert.equal(election.fingerprint, vector.fingerprint);
  await assert.rejects(booth.ask("credential", ["no credential"]), isRefusal("credential"));
  await booth.ask("credential", [vector.credential]);
  const told: number[] = [];
  const [seal, uuid] = await Promise.all([booth.ask("seal", [vector.choices], (done) => told.push(done)), booth.ask("newUuid", [])]);
  assert.deepEqual(told, [1, 2, 3, 4]);
  assert.equal([seal.length, uuid.length].join(), "43,14");
});

test("a worker that was ended, or died, answers every question at once", async () => {
  const ended = new Booth("/worker.js");
  const open = ended.ask("newUuid", []);
  ended.end();
  assert.ok(SameThread.last.ended);
  await assert.rejects(open, isRefusal("worker"));
  await assert.rejects(ended.ask("newUuid", []), isRefusal("worker"));
  const dead = new Booth("/worker.js");
  const waiting = dead.ask("newUuid", []);
  SameThread.last.heard.get("error")?.({} as { data: Reply });
  await assert.rejects(waiting, isRefusal("worker"));
});

test("one policy lets the booth's own worker start, and no other", () => {
  newWorker("/worker.js");
  assert.deepEqual(SameThread.last.address, { trusted: "/worker.js" });
  assert.equal(policies.length, 1);
  const [[name, policy]] = policies as [[string, Policy]];
  assert.equal(name, "veche-worker");
  assert.throws(() => policy.createScriptURL("/other.js"), TypeError);
});
