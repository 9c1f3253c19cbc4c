"""What officers and delegates fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from veche.assembly.mandate import IfAmended
from veche.assembly.mandate.model import LONGEST, LONGEST_LINE, MOST_LINES, MOST_VOTES
from veche.web.bodies.forms import BodiesForm, Line, OneOf
from veche.web.house.language import Voice

from .access import Choice
from .actions import Wanted
from .models import Mandate

WAYS = ("vote", "split", "bounded", "free")
ANSWERS = ("yes", "no", "abstain")
LONGEST_TEXT = 20_000
RESOLUTION = "resolution"


class Some(forms.MultipleChoiceField):
    """Some of a few, all seen at once."""

    def __init__(self, texts: str, values: Iterable[str], **more: Any) -> None:
        self.texts, self.values = texts, tuple(values)
        super().__init__(
            choices=[(one, one) for one in self.values], widget=forms.CheckboxSelectMultiple, **more
        )

    def speak(self, voice: Voice) -> None:
        self.choices = [(value, voice(self.texts.format(value))) for value in self.values]


class AskForm(BodiesForm):
    """First: what it is about, how much it binds, and from where it is taken."""

    words = "mandates:ask"
    about = forms.ChoiceField()
    way = OneOf("mandates:way.{}", WAYS)
    decided = forms.ChoiceField()

    def __init__(
        self, *args: Any, voice: Voice, about: Sequence[Choice], decided: Sequence[Choice], **kwargs: Any
    ) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        self.fields["about"].choices = _grouped(about, voice)  # type: ignore[attr-defined]
        found = [(one.value, said(one, voice)) for one in decided]
        found.append((RESOLUTION, voice("mandates:decided.resolution")))
        self.fields["decided"].choices = found  # type: ignore[attr-defined]


def _grouped(choices: Sequence[Choice], voice: Voice) -> list[tuple[str, list[tuple[str, str]]]]:
    """By the body above."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in choices:
        groups.setdefault(one.body, []).append((one.value, said(one, voice)))
    return list(groups.items())


def said(one: Choice, voice: Voice) -> str:
    """A choice in words."""
    match one.sort:
        case "motion":
            return voice("mandates:about.motion", number=one.number, title=one.title)
        case "item":
            return voice("mandates:about.item", title=one.title)
        case "topic":
            return voice("mandates:about.any_topic")
        case "vote" if one.number:
            return voice("mandates:decided.question", title=one.title, number=one.number)
        case "vote":
            return voice("mandates:decided.vote", title=one.title)
    return voice("mandates:decided.poll", title=one.title, assembly=one.body, number=one.number)


class GiveForm(BodiesForm):
    """Then: the rest of it, as far as it is not read from the vote at home."""

    words = "mandates:give"
    topic = Line(max_length=200)
    seat = forms.ChoiceField(required=False)
    resolution = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea)
    taken = Line(max_length=200)
    answer = OneOf("mandates:answer.{}", (*ANSWERS, "other"))
    other = Line(max_length=LONGEST, required=False)
    yes = forms.IntegerField(min_value=0, max_value=MOST_VOTES)
    no = forms.IntegerField(min_value=0, max_value=MOST_VOTES)
    abstain = forms.IntegerField(min_value=0, max_value=MOST_VOTES, initial=0)
    if_amended = OneOf("mandates:if_amended.{}", list(IfAmended), initial=IfAmended.REFER_BACK)
    never = Some("mandates:answer.{}", ANSWERS, required=False)
    lines = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea, required=False)
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(
        self, *args: Any, voice: Voice, asked: dict[str, str], seats: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        self.asked = asked
        for field in self.fields.values():
            if isinstance(field, Some):
                field.speak(voice)
        self.fields["seat"].choices = [("", voice("mandates:give.all_seats")), *seats]  # type: ignore[attr-defined]
        for name in self._left_out(len(seats)):
            del self.fields[name]

    def _left_out(self, seats: int) -> set[str]:
        """What does not belong to what was asked for."""
        way, typed = self.asked["way"], self.asked["decided"] == RESOLUTION
        out = set() if self.asked["about"].startswith("topic:") else {"topic"}
        out |= set() if seats > 1 else {"seat"}
        out |= set() if typed else {"resolution", "taken"}
        out |= set() if typed and way == "vote" else {"answer", "other"}
        out |= set() if typed and way == "split" else set(ANSWERS)
        about_text = way in ("vote", "split") and self.asked["about"].startswith("motion:")
        out |= set() if about_text else {"if_amended"}
        return out | (set() if about_text or way == "bounded" else {"never", "lines"})

    def clean_lines(self) -> tuple[str, ...]:
        found = tuple(
            " ".join(line.split()) for line in self.cleaned_data["lines"].splitlines() if line.strip()
        )
        if len(found) > MOST_LINES or any(len(line) > LONGEST_LINE for line in found):
            raise ValidationError(
                self.voice("mandates:give.too_many_lines", most=MOST_LINES, longest=LONGEST_LINE)
            )
        return found

    def wanted(self) -> Wanted:
        """What was filled in, both times."""
        given = self.cleaned_data
        answer = given.get("answer", "")
        return Wanted(
            self.asked["about"],
            self.asked["way"],
            self.asked["decided"],
            given.get("topic", ""),
            given.get("seat", ""),
            given.get("other", "") if answer == "other" else answer,
            tuple((one, given[one]) for one in ANSWERS if one in given),
            tuple(given.get("never", ())),
            given.get("lines", ()),
            given.get("if_amended", IfAmended.REFER_BACK),
            given.get("resolution", ""),
            given.get("taken", ""),
            given.get("until"),
        )


class JudgeForm(BodiesForm):
    words = "mandates:judge"
    decided = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: Voice, decided: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        self.fields["decided"].choices = [(one.value, said(one, voice)) for one in decided]  # type: ignore[attr-defined]


class ReportForm(BodiesForm):
    words = "mandates:report"
    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea)


def about_value(mandate: Mandate) -> str:
    """What a mandate is about, as a form has it: for giving another one about the same."""
    if mandate.motion_id is not None:
        return f"motion:{mandate.motion_id}"
    return f"item:{mandate.item_id}" if mandate.item_id is not None else f"topic:{mandate.upper_id}"
