"""The ballot paper in the terminal: shown as it is, or filled in by numbered questions."""

from __future__ import annotations

import json
from collections.abc import Sequence

from veche.cli.asking import ask, ask_number, confirm, number_in
from veche.cli.terminal import note, say, wording
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question

Answer = list[int] | list[list[int]]


def show_paper(questions: Sequence[Question]) -> None:
    """Print every question with its answers and what may be ticked."""
    for number, question in enumerate(questions, 1):
        say()
        say(f"{number}. {question.question}", "bold")
        say(f"   {instruction(question)}", "italic")
        for index, name in enumerate(_names(question), 1):
            say(f"   {index:>3}  {name}")


def instruction(question: Question) -> str:
    """In one sentence, how this question is answered."""
    if isinstance(question, ListsQuestion):
        return wording("paper.one_list")
    if isinstance(question, NonHomomorphicQuestion):
        return wording("paper.numbers")
    least, most, total = question.minimum, question.maximum, len(question.answers)
    sentence = _amount("paper.choose", least, most, total=total)
    return f"{sentence} {wording('paper.or_blank')}" if question.blank else sentence


def _amount(key: str, least: int, most: int, **places: int) -> str:
    """A sentence that says how many, or between how many and how many."""
    if least == most:
        return wording(key, most, **places)
    return wording(f"{key}_between", most, least=least, **places)


def _names(question: Question) -> list[str]:
    if isinstance(question, ListsQuestion):
        return [f"{name}: {', '.join(candidates)}" for name, *candidates in question.answers]
    return list(question.answers)


def fill_in(questions: Sequence[Question]) -> bytes:
    """Ask every question until each answer can stand, then once more whether all is meant so. The choice as JSON."""
    while True:
        answers = [_answer(number, question) for number, question in enumerate(questions, 1)]
        say()
        say(wording("paper.your_vote"), "bold")
        for question, (_, words) in zip(questions, answers, strict=True):
            say(f"  {question.question}  {words}")
        if confirm(wording("paper.is_this_it")):
            return json.dumps([answer for answer, _ in answers], separators=(",", ":")).encode()
        note(wording("paper.choose_again"))


def _answer(number: int, question: Question) -> tuple[Answer, str]:
    """The answer as the core takes it, and in words."""
    say()
    say(f"{number}. {question.question}", "bold")
    say(f"   {instruction(question)}", "italic")
    if isinstance(question, ListsQuestion):
        return _one_list(question)
    if isinstance(question, NonHomomorphicQuestion):
        grades = [ask_number(f"   {name}", 0, 255) for name in question.answers]
        return grades, ", ".join(
            f"{name} {grade}" for name, grade in zip(question.answers, grades, strict=True)
        )
    return _some(question)


def _some(question: HomomorphicQuestion) -> tuple[Answer, str]:
    _menu(question.answers)
    if question.blank:
        say(f"     0  {wording('paper.blank')}")
    least, most, blank = question.minimum, question.maximum, bool(question.blank)
    ticked = _numbers(wording("paper.your_choice"), len(question.answers), least, most, blank=blank)
    bits = [int(index in ticked) for index in range(1, len(question.answers) + 1)]
    words = ", ".join(question.answers[index - 1] for index in ticked)
    if blank:
        return [int(not ticked), *bits], words or wording("paper.voted_blank")
    return bits, words or wording("paper.voted_none")


def _one_list(question: ListsQuestion) -> tuple[Answer, str]:
    _menu([name for name, *_ in question.answers])
    (chosen,) = _numbers(wording("paper.your_list"), len(question.answers), 1, 1, blank=False)
    name, *candidates = question.answers[chosen - 1]
    _menu(candidates)
    ticked = _numbers(wording("paper.your_candidates"), len(candidates), 1, len(candidates), blank=False)
    rows = [[0] * len(names) for names in question.answers]
    rows[chosen - 1] = [1, *(int(index in ticked) for index in range(1, len(candidates) + 1))]
    return rows, f"{name}: {', '.join(candidates[index - 1] for index in ticked)}"


def _menu(names: Sequence[str]) -> None:
    for index, name in enumerate(names, 1):
        say(f"   {index:>3}  {name}")


def _numbers(prompt: str, highest: int, least: int, most: int, *, blank: bool) -> list[int]:
    """Different numbers from the menu, as many as the question allows; none for a blank vote."""
    advice = _amount("paper.write", least, most, highest=highest)
    advice = f"{advice} {wording('paper.or_zero')}" if blank else advice
    while True:
        words = ask(f"   {prompt}").replace(",", " ").split()
        if blank and words == ["0"]:
            return []
        chosen = {number for number in map(number_in, words) if 1 <= number <= highest}
        if len(chosen) == len(words) and least <= len(words) <= most:
            return sorted(chosen)
        note(f"   {advice}")
