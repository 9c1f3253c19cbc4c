/** How the worker answers a request: progress, and then once an answer or a refusal. */
import { Refusal } from "../protocol/refusal";
import type { Common, Reply, Request } from "./messages";
import type { Working } from "./tasks";

/** Answers a request of a page. What is no `Refusal` is said without its text, which might hold a secret. */
export function answer(tasks: Working<Common>, { id, task, given }: Request, say: (reply: Reply) => void): void {
  try {
    if (!Object.hasOwn(tasks, task)) throw new Refusal("order", "", "there is no such task");
    const progress = (done: number, total: number): void => say({ id, kind: "progress", done, total });
    const work = tasks[task as Common] as (...given: unknown[]) => unknown;
    say({ id, kind: "answer", answer: work(...given, progress) });
  } catch (error) {
    const { check, where, detail } = error instanceof Refusal ? error : new Refusal("worker", "", "the worker failed");
    say({ id, kind: "refusal", check, where, detail });
  }
}

/** The worker's own global, of which the types of a page know nothing. */
interface WorkerGlobal {
  onmessage: ((event: { data: Request }) => void) | null;
  postMessage(reply: Reply): void;
}

/** Answers every request of the page that started this worker. */
export function serve(tasks: Working<Common>): void {
  const worker = globalThis as unknown as WorkerGlobal;
  worker.onmessage = ({ data }) => answer(tasks, data, (reply) => worker.postMessage(reply));
}
