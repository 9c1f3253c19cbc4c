"""Drawing a vote up by answering questions."""

from __future__ import annotations

from veche.cli.asking import ask, ask_number, confirm
from veche.cli.terminal import note, say
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.election.setup import Template

KINDS = (
    "yes or no",
    "some of several answers",
    "a number for every answer (ranks, grades)",
    "one of several lists",
)


def ask_template() -> Template:
    """Title, description and as many questions as wanted."""
    name = must_ask("Title of the vote")
    description = ask("What it is about, in one or two sentences")
    questions = [ask_question(1)]
    while confirm("Another question?"):
        questions.append(ask_question(len(questions) + 1))
    return Template(name=name, description=description, questions=tuple(questions))


def ask_question(number: int) -> Question:
    say(f"\nQuestion {number}", "bold")
    text = must_ask("The question")
    for index, words in enumerate(KINDS, 1):
        say(f"  {index}  {words}")
    kind = ask_number("How is it answered?", 1, len(KINDS))
    if kind == 1:
        blank = confirm("May voters vote blank?")
        return HomomorphicQuestion(
            question=text, answers=("Yes", "No"), minimum=1, maximum=1, blank=blank or None
        )
    if kind == 2:
        return ask_some(text)
    if kind == 3:
        return NonHomomorphicQuestion(question=text, answers=ask_names("Answer"))
    return ask_lists(text)


def ask_some(text: str) -> HomomorphicQuestion:
    answers = ask_names("Answer")
    least = ask_number("At least how many are ticked?", 0, len(answers), "1")
    most = ask_number("At most how many are ticked?", max(least, 1), len(answers), str(max(least, 1)))
    blank = confirm("May voters vote blank?")
    return HomomorphicQuestion(
        question=text, answers=answers, minimum=least, maximum=most, blank=blank or None
    )


def ask_lists(text: str) -> ListsQuestion:
    lists = []
    for name in ask_names("Name of list"):
        lists.append((name, *ask_names(f"{name}: candidate")))
    return ListsQuestion(question=text, answers=tuple(lists))


def ask_names(prompt: str) -> tuple[str, ...]:
    """One name a line, until an empty line."""
    names: list[str] = []
    note(f"{prompt}s: one a line, then an empty line.")
    while True:
        name = ask(f"{prompt} {len(names) + 1}")
        if name:
            names.append(name)
        elif names:
            return tuple(names)
        else:
            note("Write at least one.")


def must_ask(prompt: str) -> str:
    while True:
        text = ask(prompt)
        if text:
            return text
        note("Write a few words.")
