/** The worker: takes a task and its arguments, tells progress, answers once. */
