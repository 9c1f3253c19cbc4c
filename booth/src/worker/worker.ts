/** The script of the worker. */
import { serve } from "./answering";
import { newTasks } from "./tasks";

serve(newTasks());
