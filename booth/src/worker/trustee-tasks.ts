/** The trustee's tasks: the worker's, and one that verifies before it decrypts. */
import { verifyAndDecrypt } from "../protocol/archive/index";
import type { Task } from "./messages";
import { newTasks, type Working } from "./tasks";

export const newTrusteeTasks = (): Working<Task> => ({
  ...newTasks(),
  verifyAndDecrypt: (archive, privateKey, evenOne, progress) => verifyAndDecrypt(archive, privateKey, evenOne, progress),
});
