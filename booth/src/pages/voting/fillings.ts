/** What a voter has filled in so far, and the choice that the protocol makes of it. */
import type { Choice, Election, Question } from "../../protocol/types";

export interface Ticked {
  readonly kind: "ticked";
  readonly ticked: Set<number>;
  blank: boolean;
}
export interface OneList {
  readonly kind: "list";
  list: number | undefined;
  readonly candidates: Set<number>;
}
/** Options in the order of preference; who is not in it has no rank. */
export interface Ranked {
  readonly kind: "ranked";
  order: number[];
}
/** A number for each option, with the names of the grades from the best on where the question has them. */
export interface Numbered {
  readonly kind: "numbered";
  readonly numbers: number[];
  readonly grades: readonly string[];
}
export type Filling = Ticked | OneList | Ranked | Numbered;

/** What a question says about its count beside itself (`extra`, 4.9). Hints that we do not know leave plain numbers. */
interface Hint {
  readonly method?: unknown;
  readonly grades?: unknown;
}
const RANKS = ["STV", "Schulze", "schulze", "ranked-pairs", "irv", "scottish-stv", "meek", "ers97", "borda"];
const GRADES = ["MajorityJudgment", "majority-judgment"];

export function emptyFillings(election: Election): Filling[] {
  const message = JSON.parse(new TextDecoder().decode(election.message)) as { questions: { extra?: Hint }[] };
  return election.questions.map((question, i) => emptyFilling(question, message.questions[i]?.extra ?? {}));
}

function emptyFilling(question: Question, hint: Hint): Filling {
  if (question.kind === "H") return { kind: "ticked", ticked: new Set(), blank: false };
  if (question.kind === "L") return { kind: "list", list: undefined, candidates: new Set() };
  const method = typeof hint.method === "string" ? hint.method : "";
  if (RANKS.includes(method)) return { kind: "ranked", order: [] };
  const named = GRADES.includes(method) && Array.isArray(hint.grades) ? hint.grades.map(String) : [];
  return { kind: "numbered", numbers: question.answers.map(() => 0), grades: named };
}

/** Puts an option at a rank, counted from 1; the others move up or down. Without a rank it leaves the order. */
export function rank(filling: Ranked, option: number, place: number | undefined): void {
  const others = filling.order.filter((other) => other !== option);
  filling.order = place === undefined ? others : [...others.slice(0, place - 1), option, ...others.slice(place - 1)];
}

/** The key of what does not hold yet, with its numbers; undefined where the question is answered. */
export function faultOf(
  question: Question,
  filling: Filling,
): "too_few" | "too_many" | "no_list" | "no_candidate" | "number" | undefined {
  if (question.kind === "H" && filling.kind === "ticked") {
    if (filling.blank) return undefined;
    if (filling.ticked.size < question.min) return "too_few";
    return filling.ticked.size > question.max ? "too_many" : undefined;
  }
  if (filling.kind === "list") {
    if (filling.list === undefined) return "no_list";
    return filling.candidates.size === 0 ? "no_candidate" : undefined;
  }
  if (filling.kind !== "numbered") return undefined;
  return filling.numbers.every((number) => Number.isInteger(number) && number >= 0 && number <= 255) ? undefined : "number";
}

export function choiceOf(question: Question, filling: Filling): Choice {
  if (question.kind === "L" && filling.kind === "list") {
    return question.lists.map((names, list) =>
      names.map((_, i) => Number(list === filling.list && (i === 0 || filling.candidates.has(i)))),
    );
  }
  if (question.kind === "L") throw new Error("a list is filled in as a list");
  const values = question.answers.map((_, i) => valueOf(filling, i));
  if (question.kind === "H" && question.blank) return [Number(filling.kind === "ticked" && filling.blank), ...values];
  return values;
}

function valueOf(filling: Filling, option: number): number {
  if (filling.kind === "ticked") return Number(!filling.blank && filling.ticked.has(option));
  if (filling.kind === "ranked") return filling.order.indexOf(option) + 1;
  return filling.kind === "numbered" ? filling.numbers[option]! : 0;
}

/** The filling that a choice was made of: an opened ballot is shown by the same words as a new one. */
export function fillingOf(question: Question, empty: Filling, choice: Choice): Filling {
  if (question.kind === "L" || empty.kind === "list") {
    const rows = choice as number[][];
    const list = rows.findIndex((row) => row[0] === 1);
    const candidates = (rows[list] ?? []).flatMap((value, i) => (i > 0 && value === 1 ? [i] : []));
    return { kind: "list", list: list < 0 ? undefined : list, candidates: new Set(candidates) };
  }
  const [head, ...tail] = choice as number[];
  const blank = question.kind === "H" && question.blank;
  const values = blank ? tail : (choice as number[]);
  const chosen = values.flatMap((value, i) => (value > 0 ? [i] : []));
  if (empty.kind === "ticked") return { kind: "ticked", ticked: new Set(chosen), blank: blank && head === 1 };
  if (empty.kind === "numbered") return { kind: "numbered", numbers: [...values], grades: empty.grades };
  const order = chosen.sort((a, b) => values[a]! - values[b]!);
  const plain = order.every((option, i) => values[option] === i + 1);
  return plain ? { kind: "ranked", order } : { kind: "numbered", numbers: [...values], grades: [] }; // not one of our papers: shown as it is
}
