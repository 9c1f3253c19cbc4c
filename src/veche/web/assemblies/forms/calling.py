"""An assembly drawn up; its officers; slips for the door."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from veche.web.ballots.officers.forms import Day, Paragraphs
from veche.web.bodies.forms import BodiesForm, Code, Line, OneOf
from veche.web.house.language import OWN_NAMES, Voice

from ..models import Duty, How

LONGEST_TITLE, LONGEST_PLACE, LONGEST_TEXT = 120, 200, 5000
YEARS = 5
"""An assembly lies so near; another year is a slip."""


class Time(forms.TimeField):
    def __init__(self) -> None:
        super().__init__(widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class CallForm(BodiesForm):
    """When it begins is in UTC, as everywhere."""

    words = "assemblies:call"
    title = Line(max_length=LONGEST_TITLE)
    of_delegates = OneOf("assemblies:who.{}", ("members", "delegates"), initial="members")
    how = OneOf("assemblies:how.{}", How.values, initial=How.HALL)
    place = Line(max_length=LONGEST_PLACE, required=False)
    day = Day()
    hour = Time()
    about = Paragraphs(max_length=LONGEST_TEXT, required=False, widget=forms.Textarea)
    language = forms.ChoiceField(choices=list(OWN_NAMES.items()), widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        answers = dict(super().clean() or {})
        if answers.get("how") in (How.HALL, How.BOTH) and "place" in answers and not answers["place"]:
            self.refuse("place", "assemblies:call.where")
        if (begins := self.begins(answers)) is not None and not 0 < (
            begins - timezone.now()
        ).days + 1 < 366 * YEARS:
            self.refuse("day", "assemblies:call.when")
        return answers

    @staticmethod
    def begins(answers: dict[str, Any]) -> datetime | None:
        day, hour = answers.get("day"), answers.get("hour")
        return datetime.combine(day, hour or time(), UTC) if day is not None and hour is not None else None

    def fields_of(self) -> dict[str, Any]:
        """What the action takes."""
        answers = self.cleaned_data
        plain = {name: answers[name] for name in ("title", "how", "place", "about", "language")}
        begins = self.begins(answers)
        return plain | {"of_delegates": answers["of_delegates"] == "delegates", "begins": begins}


class PlaceForm(BodiesForm):
    words = "assemblies:call"
    place = Line(max_length=LONGEST_PLACE)


class WhoForm(BodiesForm):
    """Somebody who can be named, or whoever shows a code."""

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], voice: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["member"].choices = [("", voice("assemblies:officer.by_code")), *people]  # type: ignore[attr-defined]
        self.fields["code"].required = False

    def clean(self) -> dict[str, Any]:
        answers = dict(super().clean() or {})
        if not answers.get("member") and not answers.get("code") and not self.errors:
            self.refuse("member", "assemblies:officer.whom")
        return answers


class OfficerForm(WhoForm):
    words = "assemblies:officer"
    duty = OneOf("assemblies:duty.{}", Duty.values)
    member = forms.ChoiceField(required=False)
    code = Code()


class HandOverForm(WhoForm):
    words = "assemblies:hand_over"
    member = forms.ChoiceField(required=False)
    code = Code()


class SlipsForm(BodiesForm):
    words = "assemblies:slips"
    number = forms.IntegerField(min_value=1, max_value=200, initial=20)
    language = forms.ChoiceField(choices=list(OWN_NAMES.items()), widget=forms.RadioSelect)


class ComeForm(BodiesForm):
    words = "assemblies:come"
    code = Code()


class ItemForm(BodiesForm):
    words = "assemblies:item"
    title = Line(max_length=LONGEST_TITLE)
    text = Paragraphs(max_length=LONGEST_TEXT, required=False, widget=forms.Textarea)
    minutes = forms.IntegerField(min_value=1, max_value=1440, required=False)
    internal = forms.BooleanField(required=False)
    above = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, points: Sequence[tuple[str, str]], voice: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        if points:
            self.fields["above"].choices = [("", voice("assemblies:item.top")), *points]  # type: ignore[attr-defined]
        else:
            del self.fields["above"]
