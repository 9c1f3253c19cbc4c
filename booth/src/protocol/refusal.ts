/**
 * How a check says no. `check` is a name of vectors/CHECKS.md, or one that only a booth has: `choice`, `credential`, `sealed`,
 * `private_key`, `order`, `worker`, `size`, `untallied`, `few`.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  /** `where` is the place inside the object, `detail` one sentence. Neither ever holds a secret. */
  constructor(
    readonly check: string,
    readonly where: string,
    readonly detail: string,
  ) {
    super(`${check}: ${where ? `${where}: ` : ""}${detail}`);
  }
}

/** Puts `name` before the place of any refusal inside: `answers[0]` becomes `ballot 3: answers[0]`. */
export function within<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.check, error.where ? `${name}: ${error.where}` : name, error.detail);
  }
}
