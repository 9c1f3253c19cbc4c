/** The script of the trustee's worker: it can verify an archive, of which a voter's page loads nothing. */
import { serve } from "./answering";
import { newTrusteeTasks } from "./trustee-tasks";

serve(newTrusteeTasks());
