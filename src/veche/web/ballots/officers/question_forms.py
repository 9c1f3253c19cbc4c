"""A form for each kind of question."""

from __future__ import annotations

from typing import Any

from django import forms

from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.web.ballots.drawing.templates import answers
from veche.web.bodies.names import clean
from veche.web.house.language import Voice

from .forms import LONGEST_TEXT, MOST_ANSWERS, DrawForm, Plain, lines


class QuestionForm(DrawForm):
    """A question of one kind. `question_of` is what was asked, once it is valid."""

    question = Plain(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def question_of(self) -> Question:
        raise NotImplementedError


class YesNoForm(QuestionForm):
    abstain = forms.BooleanField(required=False)

    def __init__(self, *args: Any, voice: Voice, spoken: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.spoken = spoken

    def question_of(self) -> Question:
        given = self.cleaned_data
        return HomomorphicQuestion(answers(self.spoken, given["abstain"]), None, 1, 1, given["question"])


class ChoiceForm(QuestionForm):
    answers = forms.CharField(max_length=LONGEST_TEXT * 4, widget=forms.Textarea)
    least = forms.IntegerField(min_value=0, max_value=MOST_ANSWERS, initial=1)
    most = forms.IntegerField(min_value=1, max_value=MOST_ANSWERS, initial=1)
    blank = forms.BooleanField(required=False, initial=True)

    def clean(self) -> None:
        names = lines(self.cleaned_data.get("answers", ""))
        if "answers" in self.cleaned_data:
            self.must_differ("answers", names, 2)
        least, most = self.cleaned_data.get("least"), self.cleaned_data.get("most")
        if least is not None and most is not None:
            if least > most:
                self.refuse("least", "ballots:draw.least_most")
            elif names and most > len(names):
                self.refuse("most", "ballots:draw.most_answers", len(names))

    def question_of(self) -> Question:
        given = self.cleaned_data
        return HomomorphicQuestion(
            tuple(lines(given["answers"])),
            given["blank"] or None,
            given["least"],
            given["most"],
            given["question"],
        )


class NumbersForm(QuestionForm):
    answers = forms.CharField(max_length=LONGEST_TEXT * 4, widget=forms.Textarea)

    def clean(self) -> None:
        if "answers" in self.cleaned_data:
            self.must_differ("answers", lines(self.cleaned_data["answers"]), 2)

    def question_of(self) -> Question:
        return NonHomomorphicQuestion(
            tuple(lines(self.cleaned_data["answers"])), self.cleaned_data["question"]
        )


class ListsForm(QuestionForm):
    """Lists one under another: the name of the list, its candidates, an empty line."""

    lists = forms.CharField(max_length=LONGEST_TEXT * 4, widget=forms.Textarea(attrs={"rows": 10}))

    def clean(self) -> None:
        found = lists_in(self.cleaned_data.get("lists", ""))
        if "lists" in self.cleaned_data:
            self.must_differ("lists", [name for name, *_ in found], 2)
            if any(len(one) < 2 for one in found):
                self.refuse("lists", "ballots:draw.empty_list")

    def question_of(self) -> Question:
        return ListsQuestion(lists_in(self.cleaned_data["lists"]), self.cleaned_data["question"])


def lists_in(text: str) -> tuple[tuple[str, ...], ...]:
    """Groups of lines between empty lines."""
    groups: list[list[str]] = [[]]
    for line in map(clean, text.splitlines()):
        if line:
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return tuple(tuple(group) for group in groups if group)


FORMS: dict[str, type[QuestionForm]] = {
    "yes_no": YesNoForm,
    "choice": ChoiceForm,
    "numbers": NumbersForm,
    "lists": ListsForm,
}
"""By the kind of a question, as addresses name it."""


def kind_of(question: Question, spoken: Voice) -> str:
    """Which form a question was made with."""
    if isinstance(question, ListsQuestion):
        return "lists"
    if isinstance(question, NonHomomorphicQuestion):
        return "numbers"
    own = {answers(spoken, abstain) for abstain in (False, True)}
    plain = question.answers in own and question.maximum == 1 and not question.blank
    return "yes_no" if plain else "choice"


def initial_of(question: Question) -> dict[str, Any]:
    """What stands in the form of a question that is changed."""
    if isinstance(question, ListsQuestion):
        return {"question": question.question, "lists": "\n\n".join(map("\n".join, question.answers))}
    given: dict[str, Any] = {"question": question.question, "answers": "\n".join(question.answers)}
    if isinstance(question, HomomorphicQuestion):
        given |= {"least": question.minimum, "most": question.maximum, "blank": bool(question.blank)}
        given["abstain"] = len(question.answers) > 2
    return given
