/** What the answers of a ballot must prove (4.11). Their shape was checked when they were read. */
import { listed } from "../answers/homomorphic";
import { Ciphertext, type Key } from "../elgamal";
import { product } from "../group";
import { checkKnowledge, checkNonzero, checkOneOf, type Claim } from "../proofs/checking";
import { disjunctionPrefix } from "../proofs/disjunction";
import { knowledgePrefix, type Proof } from "../proofs/schnorr";
import type { Answer, HomomorphicAnswer, ListsAnswer, NumbersAnswer } from "../reading";
import type { Question } from "../types";

/** Throws `Refusal`: `proof.…`. `S_0` is `φ|credential`. */
export function checkAnswer(where: string, key: Key, S_0: string, question: Question, answer: Answer): void {
  if (question.kind === "NH") checkNumbers(where, key, S_0, answer as NumbersAnswer);
  else if (question.kind === "H") checkHomomorphic(where, key, S_0, question, answer as HomomorphicAnswer);
  else checkLists(where, key, S_0, answer as ListsAnswer);
}

/** The product of ciphertexts, which encrypts the sum. */
export const productOf = (choices: readonly Ciphertext[]): Ciphertext =>
  new Ciphertext(product(choices.map(({ alpha }) => alpha)), product(choices.map(({ beta }) => beta)));

function checkNumbers(where: string, key: Key, S_0: string, { choices, proof }: NumbersAnswer): void {
  checkKnowledge("proof.encryption", `${where}.proof`, knowledgePrefix.encryption(S_0, key.text, choices.text), choices.alpha, proof);
}

function checkBit(where: string, key: Key, S_0: string, c: Ciphertext, pis: readonly Proof[]): void {
  const claims = pis.map((pi, M): Claim => [c, M, pi]);
  checkOneOf("proof.individual", where, key, disjunctionPrefix.interval(S_0, c.text), claims);
}

function checkHomomorphic(where: string, key: Key, S_0: string, question: Question & { kind: "H" }, answer: HomomorphicAnswer): void {
  const { choices, individual, overall, blank } = answer;
  for (const [j, c] of choices.entries()) checkBit(`${where}.individual_proofs[${j}]`, key, S_0, c, individual[j] as Proof[]);
  const S = listed(S_0, choices);
  const sum = productOf(blank ? choices.slice(1) : choices);
  const limits = (pis: readonly Proof[]): Claim[] => pis.map((pi, j) => [sum, question.min + j, pi]);
  if (!blank) return checkOneOf("proof.overall", `${where}.overall_proof`, key, disjunctionPrefix.interval(S, sum.text), limits(overall));
  const [first, [isBlank, ...within], [notBlank, empty]] = [choices[0], overall, blank] as [Ciphertext, [Proof, ...Proof[]], [Proof, Proof]];
  checkOneOf("proof.overall", `${where}.overall_proof`, key, disjunctionPrefix.overallOrBlank(S), [[first, 1, isBlank], ...limits(within)]);
  checkOneOf("proof.blank", `${where}.blank_proof`, key, disjunctionPrefix.blank(S), [[first, 0, notBlank], [sum, 0, empty]]);
}

function checkLists(where: string, key: Key, S_0: string, { choices, individual, overall, lists, nonzero }: ListsAnswer): void {
  for (const [i, row] of choices.entries()) {
    for (const [j, c] of row.entries()) checkBit(`${where}.individual_proofs[${i}][${j}]`, key, S_0, c, individual[i]?.[j] as Proof[]);
  }
  const S = listed(S_0, choices.flat());
  const names = productOf(choices.map(([name]) => name as Ciphertext));
  checkOneOf("proof.overall", `${where}.overall_proof`, key, disjunctionPrefix.interval(S, names.text), [[names, 1, overall]]);
  for (const [i, [name, ...candidates]] of (choices as [Ciphertext, ...Ciphertext[]][]).entries()) {
    const [chosen, empty] = lists[i] as [Proof, Proof];
    const claims: Claim[] = [[name, 1, chosen], [productOf(candidates), 0, empty]];
    checkOneOf("proof.list", `${where}.list_proofs[${i}]`, key, disjunctionPrefix.list(S), claims);
  }
  const candidates = productOf(choices.flatMap(([, ...rest]) => rest));
  checkNonzero(`${where}.nonzero_proof`, key, S, candidates, nonzero);
}
