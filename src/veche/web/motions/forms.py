"""What movers and those who prepare an assembly fill in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from veche.assembly import text
from veche.assembly.workflow import State
from veche.web.bodies.forms import BodiesForm, Code, Line, OneOf
from veche.web.bodies.names import clean
from veche.web.house.language import Voice

from .actions import Wording
from .models import Demand, Sort

LONGEST_TITLE, LONGEST_MOVER, LONGEST_REASON, LONGEST_TEXT, LONGEST_NOTE = 180, 80, 10_000, 60_000, 2000
MOST_MOVERS = 30
MOST_PARTS = 50


class Paragraphs(forms.CharField):
    """A text as a list of its paragraphs."""

    def __init__(self, longest: int = LONGEST_TEXT, **more: Any) -> None:
        super().__init__(max_length=longest, widget=forms.Textarea(attrs={"rows": 12}), **more)

    def clean(self, value: Any) -> Any:
        return text.split(super().clean(value))


class Note(forms.CharField):
    """A few lines, which may stay empty."""

    def __init__(self, longest: int = LONGEST_NOTE, **more: Any) -> None:
        super().__init__(max_length=longest, widget=forms.Textarea(attrs={"rows": 4}), **more)

    def to_python(self, value: Any) -> str:
        return text.join(text.split(super().to_python(value) or ""))


class Names(forms.CharField):
    """One on each line."""

    def __init__(self) -> None:
        super().__init__(
            max_length=MOST_MOVERS * (LONGEST_MOVER + 2), widget=forms.Textarea(attrs={"rows": 3})
        )

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(name for name in map(clean, (value or "").splitlines()) if name))


class WordingForm(BodiesForm):
    """What is said, and who says it."""

    words = "motions:write"
    title = Line(max_length=LONGEST_TITLE)
    paragraphs = Paragraphs()
    reason = Note(LONGEST_REASON, required=False)
    movers = Names()

    def clean_paragraphs(self) -> list[str]:
        if not (found := self.cleaned_data["paragraphs"]):
            self.refuse("paragraphs", "house:error.required")
        return list(found)

    def clean_movers(self) -> list[str]:
        found = self.cleaned_data["movers"]
        if len(found) > MOST_MOVERS or any(len(name) > LONGEST_MOVER for name in found):
            self.refuse("movers", "motions:write.too_many_movers", most=MOST_MOVERS, longest=LONGEST_MOVER)
        return list(found)

    def wording(self) -> Wording:
        given = self.cleaned_data
        return Wording(given["title"], given["paragraphs"], given["reason"], given.get("movers", ()))


class NewForm(WordingForm):
    sort = OneOf("motions:sort.{}", (Sort.MOTION, Sort.DEMAND), initial=Sort.MOTION)
    field_order = ("sort", "title", "paragraphs", "reason", "movers")


class ComposeForm(WordingForm):
    """Of several motions that are chosen; their movers are its movers."""

    movers = None  # type: ignore[assignment]
    parts = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    field_order = ("parts", "title", "paragraphs", "reason")

    def __init__(self, *args: Any, motions: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["parts"].choices = list(motions)  # type: ignore[attr-defined]

    def clean_parts(self) -> list[str]:
        found = self.cleaned_data["parts"]
        if not 2 <= len(found) <= MOST_PARTS:
            self.refuse("parts", "motions:refused.few_parts")
        return list(found)


class StateForm(BodiesForm):
    """A pointer to a state, or to none where that may be."""

    state = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: Voice, states: Sequence[State], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["state"].choices = self.choices(voice, states)  # type: ignore[attr-defined]

    def choices(self, voice: Voice, states: Sequence[State]) -> list[tuple[str, str]]:
        return [(one.name, one.label[voice.language]) for one in states]


class PointForm(StateForm):
    """Towards a state, by what one recommends; or towards nothing."""

    def choices(self, voice: Voice, states: Sequence[State]) -> list[tuple[str, str]]:
        named = [(one.name, (one.recommendation_label or one.label)[voice.language]) for one in states]
        return [("", voice("motions:prepare.nothing")), *named]


class MoveForm(StateForm):
    words = "motions:move"


class RecommendAmendmentForm(PointForm):
    words = "motions:recommend"
    state = forms.ChoiceField(widget=forms.RadioSelect, required=False)


class RecommendForm(RecommendAmendmentForm):
    note = Note(required=False)


class ProposeForm(PointForm):
    words = "motions:propose"
    state = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    paragraphs = Paragraphs(required=False)
    comment = Note(required=False)


class ProposeOnForm(PointForm):
    """To the movers of an amendment."""

    words = "motions:propose"
    state = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    comment = Note(required=False)


class AnswerForm(BodiesForm):
    words = "motions:answer"
    answer = OneOf("motions:answers.{}", ("accepted", "refused"))
    comment = Note(required=False)


class DeadlineForm(BodiesForm):
    """A day and an hour, or neither."""

    words = "motions:deadline"
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    hour = forms.TypedChoiceField(
        coerce=int, required=False, choices=[(hour, f"{hour:02}:00") for hour in range(24)]
    )

    def until(self) -> datetime | None:
        day = self.cleaned_data["day"]
        return None if day is None else datetime.combine(day, time(self.cleaned_data["hour"] or 0), UTC)

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day is not None and abs((day - timezone.now().date()).days) > 5 * 366:
            self.refuse("day", "house:error.invalid")
        return day


class BlockForm(BodiesForm):
    words = "motions:block"
    title = Line(max_length=LONGEST_TITLE)


class PutForm(BodiesForm):
    """Into a block, or out of any."""

    words = "motions:put"
    block = forms.ChoiceField(widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, voice: Voice, blocks: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["block"].choices = [("", voice("motions:put.none")), *blocks]  # type: ignore[attr-defined]


class SameForm(BodiesForm):
    words = "motions:same"
    number = forms.IntegerField(min_value=1, max_value=1_000_000)


class ForwardForm(BodiesForm):
    """To a body nearby, or by a code."""

    words = "motions:forward"
    body = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    code = Code()

    def __init__(self, *args: Any, voice: Voice, bodies: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["code"].required = False
        if bodies:
            self.fields["body"].choices = [*bodies, ("", voice("motions:forward.by_code"))]  # type: ignore[attr-defined]
        else:
            del self.fields["body"]

    def clean(self) -> None:
        if not self.cleaned_data.get("body") and not self.cleaned_data.get("code") and not self.errors:
            self.refuse("code", "house:error.required")


class StageForm(BodiesForm):
    words = "motions:negotiate"
    stage = OneOf("motions:stage.{}", (Demand.Stage.RAISED, Demand.Stage.TALKS, Demand.Stage.DROPPED))
    note = Note()


class OfferForm(BodiesForm):
    words = "motions:offer"
    text = Note(4000)
    demands = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, voice: Voice, demands: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["demands"].choices = list(demands)  # type: ignore[attr-defined]
