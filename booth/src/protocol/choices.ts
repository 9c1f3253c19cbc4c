/** What a voter may choose (4.9, 4.11). */
import { Refusal } from "./refusal";
import type { Choice, Election, Question } from "./types";

/** Throws `Refusal("choice")` at the question whose limits a choice does not keep; it never repeats the choice. */
export function checkChoices(election: Election, choices: readonly Choice[]): void {
  if (choices.length !== election.questions.length) {
    throw new Refusal("choice", "", "there is not one choice for each question");
  }
  for (const [index, question] of election.questions.entries()) {
    const fault = faultOf(question, choices[index] as Choice);
    if (fault) throw new Refusal("choice", `[${index}]`, fault);
  }
}

function faultOf(question: Question, choice: Choice): string | undefined {
  const nested = choice.some((value) => Array.isArray(value));
  if (nested !== (question.kind === "L")) return "the choice is for another kind of question";
  if (question.kind === "L") return faultOfLists(question.lists, choice as number[][]);
  const values = choice as number[];
  if (question.kind === "NH") return faultOfNumbers(question.answers.length, values);
  return faultOfHomomorphic(question, values);
}

function faultOfNumbers(answers: number, values: readonly number[]): string | undefined {
  if (values.length !== answers) return "there is not one value for each answer";
  return values.every((value) => isWithin(value, 255)) ? undefined : "a value is not a whole number from 0 to 255";
}

function faultOfHomomorphic(question: Question & { kind: "H" }, values: readonly number[]): string | undefined {
  if (values.length !== question.answers.length + Number(question.blank)) return "there is not one value for each answer";
  if (!values.every((value) => isWithin(value, 1))) return "a value is neither 0 nor 1";
  const blank = question.blank && values[0] === 1;
  const chosen = sum(question.blank ? values.slice(1) : values);
  if (blank) return chosen === 0 ? undefined : "a blank vote chooses an answer";
  const within = question.min <= chosen && chosen <= question.max;
  return within ? undefined : "the number of chosen answers is outside the limits";
}

function faultOfLists(lists: readonly (readonly string[])[], values: readonly number[][]): string | undefined {
  const same = lists.length === values.length && lists.every((list, i) => list.length === values[i]?.length);
  if (!same) return "there is not one value for each list and candidate";
  if (!values.flat().every((value) => isWithin(value, 1))) return "a value is neither 0 nor 1";
  if (sum(values.map(([list]) => list as number)) !== 1) return "not exactly one list is chosen";
  for (const [list, ...candidates] of values) {
    if (list === 1 && sum(candidates) === 0) return "no candidate of the chosen list is chosen";
    if (list === 0 && sum(candidates) > 0) return "candidates are chosen outside the chosen list";
  }
  return undefined;
}

const isWithin = (value: number, most: number): boolean => Number.isInteger(value) && 0 <= value && value <= most;

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
