/**
 * How a check says no. `check` is a name of vectors/CHECKS.md, or one that only a booth has: `choice`, `credential`, `sealed`,
 * `private_key`, `order`, `worker`.
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
