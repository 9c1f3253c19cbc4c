/** The script of the worker. */
import { answer } from "./answering";
import type { Reply, Request } from "./messages";
import { newTasks } from "./tasks";

/** The worker's own global, of which the types of a page know nothing. */
const worker = globalThis as unknown as {
  onmessage: ((event: { data: Request }) => void) | null;
  postMessage(reply: Reply): void;
};

const tasks = newTasks();
worker.onmessage = ({ data }) => answer(tasks, data, (reply) => worker.postMessage(reply));
