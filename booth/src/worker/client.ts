/** The page's end of the worker. */
import source from "veche:worker";
import { Refusal } from "../protocol/refusal";
import type { Progress } from "../protocol/types";
import type { Answer, Given, Reply, Request, Task } from "./messages";

interface Waiting {
  readonly answered: (answer: unknown) => void;
  readonly refused: (refusal: Error) => void;
  readonly progress: Progress | undefined;
}

/** A worker and what it was asked. `end` stops it at once, with everything it knows. */
export class Booth {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended = "";

  /** `address` is that of worker.js, as the page's template gives it; the single file needs none. */
  constructor(address = "") {
    this.#worker = newWorker(address);
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Reply>) => this.#hear(data));
    this.#worker.addEventListener("error", () => this.#stop("the worker stopped"));
  }

  /** Rejects with a `Refusal` where the task refuses, and where the worker cannot work. */
  ask<T extends Task>(task: T, given: Given<T>, progress?: Progress): Promise<Answer<T>> {
    if (this.#ended) return Promise.reject(new Refusal("worker", "", this.#ended));
    const id = (this.#asked += 1);
    return new Promise<Answer<T>>((answered, refused) => {
      this.#waiting.set(id, { answered: answered as (answer: unknown) => void, refused, progress });
      this.#worker.postMessage({ id, task, given } satisfies Request);
    });
  }

  end(): void {
    this.#worker.terminate();
    this.#stop("the worker was ended");
  }

  #hear(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if (reply.kind === "progress") return waiting.progress?.(reply.done, reply.total);
    this.#waiting.delete(reply.id);
    if (reply.kind === "answer") waiting.answered(reply.answer);
    else waiting.refused(new Refusal(reply.check, reply.where, reply.detail));
  }

  #stop(detail: string): void {
    this.#ended = detail;
    for (const waiting of this.#waiting.values()) waiting.refused(new Refusal("worker", "", detail));
    this.#waiting.clear();
  }
}

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): { createScriptURL(address: string): string };
}

/**
 * Starts the worker from its one address: that of worker.js, or of a blob inside the single file. Pages run under
 * `require-trusted-types-for 'script'; trusted-types veche-worker`, so no other code of the page can start one from
 * anywhere else: the policy of that name is made once, here, and lets this one address through.
 */
export function newWorker(address: string): Worker {
  const ours = source ? URL.createObjectURL(new Blob([source], { type: "text/javascript" })) : address;
  return new Worker(trusted(ours));
}

const created = new Set<string>();
let policy: { createScriptURL(address: string): string } | undefined;

function trusted(ours: string): string {
  created.add(ours);
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy("veche-worker", {
    createScriptURL(address) {
      if (!created.has(address)) throw new TypeError("this is not the booth's worker");
      return address;
    },
  });
  return policy ? policy.createScriptURL(ours) : ours;
}
