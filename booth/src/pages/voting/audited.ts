/** An opened ballot in words. */
import { Refusal } from "../../protocol/refusal";
import type { Choice, Election } from "../../protocol/types";
import { make, type Child } from "../../show/element";
import { fingerprint } from "../../show/fingerprint";
import type { Booth } from "../../worker/client";
import type { Frame } from "../frame";
import { emptyFillings, fillingOf, type Filling } from "./fillings";
import { inWords } from "./question";

/** Each question with its answer; `beside` adds something to an answer. */
export function paper(
  frame: Frame,
  election: Election,
  fillings: readonly Filling[],
  beside: (number: number) => Child = () => undefined,
): HTMLElement {
  const rows = election.questions.map((question, i) => {
    const answer = make("dd", {}, make("strong", {}, inWords(frame, question, fillings[i]!)), make("div", {}, beside(i)));
    return make("div", {}, make("dt", { id: `question-${i}` }, question.question), answer);
  });
  return make("dl", { class: "facts" }, ...rows);
}

export function audited(frame: Frame, election: Election, choices: readonly Choice[], seal: string): Child[] {
  const empty = emptyFillings(election);
  const fillings = election.questions.map((question, i) => fillingOf(question, empty[i]!, choices[i]!));
  return [make("p", {}, frame.say("audit.says")), paper(frame, election, fillings), fingerprint(frame.say, seal)];
}

const OTHERWISE = ["json", "worker", "order"]; // no audit file at all, or nothing that it is to blame for

/** What a file of a check says, computed again. Throws Refusal("audit") whatever of it does not hold. */
export function checkedAudit(booth: Booth, file: Uint8Array): Promise<Choice[]> {
  return booth.ask("checkAudit", [file]).catch((error: unknown) => {
    if (!(error instanceof Refusal) || OTHERWISE.includes(error.check)) throw error;
    throw new Refusal("audit", error.where, `${error.check}: ${error.detail}`);
  });
}
