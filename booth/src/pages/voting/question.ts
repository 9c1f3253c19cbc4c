/** A question as a fieldset that a keyboard, a thumb and a screen reader fill in alike. */
import type { Question } from "../../protocol/types";
import { make, type Child } from "../../show/element";
import type { Frame } from "../frame";
import { rank, type Filling, type Numbered, type OneList, type Ranked, type Ticked } from "./fillings";

/** The inputs, beneath a legend that says the question; `changed` is called whenever something was filled in. */
export function inputs(frame: Frame, question: Question, filling: Filling, changed: () => void): Child[] {
  if (question.kind === "L" && filling.kind === "list") return lists(frame, question.lists, filling, changed);
  if (question.kind === "L") return [];
  if (question.kind === "H" && filling.kind === "ticked") return ticks(frame, question, filling, changed);
  if (filling.kind === "ranked") return ranks(frame, question.answers, filling, changed);
  return filling.kind === "numbered" ? numbers(frame, question.answers, filling, changed) : [];
}

/** In one sentence, how a question is answered. */
export function instruction(frame: Frame, question: Question, filling: Filling): string {
  if (question.kind === "L") return frame.say("ask.one_list");
  if (filling.kind === "ranked") return frame.say("ask.rank");
  if (question.kind === "NH")
    return filling.kind === "numbered" && filling.grades.length > 0 ? frame.say("ask.grades") : frame.say("ask.numbers");
  const { min, max, answers, blank } = question;
  const total = answers.length;
  const sentence = min === max ? frame.say("ask.choose", { total }, max) : frame.say("ask.choose_between", { least: min, total }, max);
  return blank ? frame.say("ask.with_blank", { sentence }) : sentence;
}

type Homomorphic = Question & { kind: "H" };

/** Where exactly one is chosen, radio buttons; otherwise boxes and a count. Blank stands last, apart, and clears the others. */
function ticks(frame: Frame, question: Homomorphic, filling: Ticked, changed: () => void): Child[] {
  const one = question.max === 1 && question.min === 1;
  const type = one ? "radio" : "checkbox";
  const sync = (): void => {
    options.forEach(({ input }, i) => (input.checked = filling.ticked.has(i)));
    blank.input.checked = filling.blank;
    changed();
  };
  const options = question.answers.map((answer, i) =>
    choice(type, `option-${i}`, answer, filling.ticked.has(i), (on) => {
      if (one) filling.ticked.clear();
      if (on) [filling.blank] = [false, filling.ticked.add(i)];
      else filling.ticked.delete(i);
      sync();
    }),
  );
  const blank = choice(type, "option-blank", frame.say("ask.blank"), filling.blank, (on) => {
    filling.blank = on;
    if (on) filling.ticked.clear();
    sync();
  });
  const labels = options.map(({ label }) => label);
  return question.blank ? [make("div", {}, ...labels), make("hr"), blank.label] : [make("div", {}, ...labels)];
}

interface Box {
  readonly label: HTMLElement;
  readonly input: HTMLInputElement;
}

function choice(type: "radio" | "checkbox", id: string, text: string, on: boolean, chosen: (on: boolean) => void): Box {
  const input = make("input", { type, id, name: "option", checked: on, onchange: () => chosen(input.checked) });
  return { input, label: make("label", { class: "choice", for: id }, input, make("span", {}, text)) };
}

/** First the list, then its candidates, who come to light beneath it. */
function lists(frame: Frame, all: readonly (readonly string[])[], filling: OneList, changed: () => void): Child[] {
  const beneath: HTMLFieldSetElement[] = [];
  return all.map(([name = "", ...candidates], list) => {
    const radio = choice("radio", `list-${list}`, name, filling.list === list, () => {
      filling.list = list;
      filling.candidates.clear();
      beneath.forEach((fieldset, i) => {
        fieldset.hidden = i !== list;
        for (const box of fieldset.querySelectorAll("input")) box.checked = false;
      });
      changed();
    });
    const boxes = candidates.map((candidate, i) =>
      choice("checkbox", `list-${list}-${i}`, candidate, filling.list === list && filling.candidates.has(i + 1), (on) => {
        if (on) filling.candidates.add(i + 1);
        else filling.candidates.delete(i + 1);
        changed();
      }),
    );
    const legend = make("legend", { class: "quiet" }, frame.say("ask.candidates", { list: name }));
    const fieldset = make("fieldset", { class: "card", hidden: filling.list !== list }, legend, ...boxes.map(({ label }) => label));
    beneath.push(fieldset);
    return make("div", {}, radio.label, fieldset);
  });
}

/** A rank for each option: chosen from a list, or moved up and down by one. Nothing is dragged. */
function ranks(frame: Frame, answers: readonly string[], filling: Ranked, changed: () => void): Child[] {
  const rows = make("div", { class: "stack" });
  const move = (option: number, place: number | undefined): void => {
    const focused = document.activeElement?.id ?? "";
    rank(filling, option, place);
    draw();
    document.getElementById(focused)?.focus();
    changed();
  };
  const draw = (): void => rows.replaceChildren(...answers.map((answer, option) => ranked(frame, answer, option, filling, move)));
  draw();
  return [rows];
}

function ranked(
  frame: Frame,
  answer: string,
  option: number,
  filling: Ranked,
  move: (option: number, place: number | undefined) => void,
): HTMLElement {
  const at = filling.order.indexOf(option) + 1;
  const last = filling.order.length + Number(at === 0);
  const places = ["", ...Array.from({ length: last }, (_, i) => i + 1)];
  const options = places.map((place) =>
    make("option", { value: place, selected: at === Number(place) }, place === "" ? frame.say("ask.no_rank") : `${place}`),
  );
  const id = `rank-${option}`;
  const select = make("select", { id, onchange: () => move(option, Number(select.value) || undefined) }, ...options);
  const up = step(frame.say("ask.up", { option: answer }), "↑", `up-${option}`, at === 1, () => move(option, at === 0 ? last : at - 1));
  const down = step(frame.say("ask.down", { option: answer }), "↓", `down-${option}`, at === 0, () =>
    move(option, at === last ? undefined : at + 1),
  );
  return make("div", { class: "field rank" }, make("label", { for: id }, answer), make("div", { class: "actions" }, select, up, down));
}

function step(says: string, shows: string, id: string, off: boolean, press: () => void): HTMLElement {
  return make(
    "button",
    { type: "button", id, "aria-label": says, "aria-disabled": off && "true", onclick: () => void (off || press()) },
    shows,
  );
}

/** A grade by its name where the question names grades, otherwise a number from 0 to 255. */
function numbers(frame: Frame, answers: readonly string[], filling: Numbered, changed: () => void): Child[] {
  return answers.map((answer, i) => {
    const id = `number-${i}`;
    const label = make("label", { for: id }, answer);
    const set = (text: string): void => {
      filling.numbers[i] = text.trim() === "" ? 0 : Number(text);
      changed();
    };
    if (filling.grades.length === 0) {
      const input = make("input", {
        id,
        type: "number",
        inputmode: "numeric",
        min: 0,
        max: 255,
        step: 1,
        value: filling.numbers[i],
        oninput: () => set(input.value),
      });
      return make("div", { class: "field" }, label, input);
    }
    const named = [frame.say("ask.no_grade"), ...filling.grades];
    const options = named.map((grade, value) => make("option", { value, selected: filling.numbers[i] === value }, grade));
    const select = make("select", { id, onchange: () => set(select.value) }, ...options);
    return make("div", { class: "field" }, label, select);
  });
}

/** What is chosen so far, where that is not plain to see: how many, or in which order. */
export function tally(frame: Frame, question: Question, filling: Filling): string {
  if (filling.kind === "ranked") return filling.order.length > 0 ? inWords(frame, question, filling) : "";
  if (question.kind !== "H" || filling.kind !== "ticked" || (question.max === 1 && question.min === 1)) return "";
  return filling.blank ? frame.say("ask.is_blank") : frame.say("ask.chosen", { most: question.max }, filling.ticked.size);
}

/** An answer in words. */
export function inWords(frame: Frame, question: Question, filling: Filling): string {
  if (question.kind === "L") {
    if (filling.kind !== "list" || filling.list === undefined) return frame.say("ask.none");
    const names = question.lists[filling.list]!;
    return frame.say("ask.list_and", { list: names[0]!, names: names.filter((_, i) => filling.candidates.has(i)).join(", ") });
  }
  if (filling.kind === "ticked" && filling.blank) return frame.say("ask.is_blank");
  if (filling.kind === "ticked") return question.answers.filter((_, i) => filling.ticked.has(i)).join(", ") || frame.say("ask.none");
  if (filling.kind === "ranked")
    return filling.order.map((option, i) => `${i + 1}. ${question.answers[option]}`).join(", ") || frame.say("ask.none");
  if (filling.kind !== "numbered") return frame.say("ask.none");
  const named = (value: number): string =>
    filling.grades.length > 0 ? ([frame.say("ask.no_grade"), ...filling.grades][value] ?? String(value)) : String(value);
  return question.answers.map((answer, i) => `${answer}: ${named(filling.numbers[i]!)}`).join(", ");
}
