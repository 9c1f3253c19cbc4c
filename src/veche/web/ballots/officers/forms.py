"""What officers fill in. Everything typed is kept where something else is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from veche.election.questions import Question
from veche.web.ballots.drawing.countings import fitting, most_seats, name_of
from veche.web.ballots.drawing.templates import KINDS
from veche.web.ballots.models import Officer
from veche.web.bodies.models import Membership, Turnout
from veche.web.bodies.names import clean
from veche.web.house.forms import HouseForm
from veche.web.house.language import OWN_NAMES, Voice

LONGEST_TEXT = 5000
LONGEST_LINE = 200
MOST_ANSWERS = 200
MOST_TRUSTEES = 7
MOST_ROUNDS = 60
YEARS = 5
"""A day of a vote lies so near."""
HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]


def lines(text: str) -> list[str]:
    """The lines that are not empty, without what cannot be seen."""
    return [line for line in map(clean, text.splitlines()) if line]


class Plain(forms.CharField):
    """One paragraph. What cannot be seen, or turns the direction of writing, would read otherwise in the archive than here."""

    def to_python(self, value: Any) -> str:
        return " ".join(lines(super().to_python(value) or ""))


class Paragraphs(forms.CharField):
    """Several, with the empty lines between them."""

    def to_python(self, value: Any) -> str:
        return "\n".join(map(clean, (super().to_python(value) or "").splitlines())).strip()


class DrawForm(HouseForm):
    """All of them take their texts from one section: a field of a name is called the same everywhere."""

    words = "ballots:draw"

    def must_differ(self, field: str, names: Sequence[str], least: int = 1) -> None:
        """Answers: enough of them, not too many, none too long, none twice."""
        if len(names) < least:
            self.refuse(field, "ballots:draw.too_few", least)
        elif len(names) > MOST_ANSWERS:
            self.refuse(field, "ballots:draw.too_many", MOST_ANSWERS)
        elif any(len(name) > LONGEST_LINE for name in names):
            self.refuse(field, "ballots:draw.too_long", LONGEST_LINE)
        elif len({name.casefold() for name in names}) < len(names):
            self.refuse(field, "ballots:draw.twice")


class NewForm(DrawForm):
    kind = forms.ChoiceField(widget=forms.RadioSelect)
    language = forms.ChoiceField()

    def __init__(self, *args: Any, voice: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["kind"].choices = [(kind, voice(f"ballots:kind.{kind}")) for kind in KINDS]  # type: ignore[attr-defined]
        self.fields["language"].choices = [(str(one), name) for one, name in OWN_NAMES.items()]  # type: ignore[attr-defined]
        self.fields["language"].initial = str(voice.language)


class TextForm(DrawForm):
    title = Plain(max_length=LONGEST_LINE)
    description = Paragraphs(max_length=LONGEST_TEXT, required=False, widget=forms.Textarea)


class CountingForm(DrawForm):
    rule = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    seats = forms.IntegerField(min_value=1, max_value=1000, initial=1)
    grades = forms.CharField(
        max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, voice: Voice, question: Question, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.asked = question
        named = [(rule, name_of(rule, voice.language)) for rule in fitting(question)]
        self.fields["rule"].choices = [*named, ("", voice("ballots:draw.no_count"))]  # type: ignore[attr-defined]
        if "majority-judgment" not in dict(named):
            del self.fields["grades"]

    def clean(self) -> None:
        rule, seats = self.cleaned_data.get("rule"), self.cleaned_data.get("seats")
        if rule and seats is not None and seats > most_seats(self.asked, rule):
            self.refuse("seats", "ballots:draw.most_seats", most_seats(self.asked, rule))
        if rule == "majority-judgment":
            self.must_differ("grades", self.grades_of(), 2)

    def grades_of(self) -> list[str]:
        """Names of grades, the best first."""
        wanted = self.cleaned_data.get("rule") == "majority-judgment"
        return lines(self.cleaned_data.get("grades", "")) if wanted else []


class VariantForm(DrawForm):
    variant = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, *args: Any, voice: Voice, ways: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["variant"].choices = list(ways)  # type: ignore[attr-defined]
        if not ways:
            del self.fields["variant"]


class Day(forms.DateField):
    def __init__(self) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class Hour(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(choices=HOURS, coerce=int)


class ServiceForm(DrawForm):
    """How long a standing roll serves: so many votes and petitions, until a day."""

    rounds = forms.IntegerField(min_value=1, max_value=MOST_ROUNDS)
    until = Day()

    def clean_until(self) -> date:
        given: date = self.cleaned_data["until"]
        if abs(given.year - timezone.now().year) > YEARS:
            self.refuse("until", "ballots:draw.far", YEARS)
        elif given < timezone.now().date():
            self.refuse("until", "ballots:draw.until_over")
        return given


class ClosingForm(DrawForm):
    """Until when. Hours are in UTC, as everywhere; years far from ours are a slip, and no calendar counts days beyond its end."""

    closes_day = Day()
    closes_hour = Hour()

    def clean_closes_day(self) -> date:
        return self._near("closes_day")

    def _near(self, field: str) -> date:
        given: date = self.cleaned_data[field]
        if abs(given.year - timezone.now().year) > YEARS:
            self.refuse(field, "ballots:draw.far", YEARS)
        return given

    @property
    def closes(self) -> datetime:
        return moment(self.cleaned_data["closes_day"], self.cleaned_data["closes_hour"])


class TimesForm(ClosingForm):
    opens_day = Day()
    opens_hour = Hour()
    turnout = forms.ChoiceField(widget=forms.RadioSelect)
    field_order = ("opens_day", "opens_hour", "closes_day", "closes_hour", "turnout")

    def __init__(self, *args: Any, voice: Voice, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        shown = [(one, voice(f"ballots:draw.turnout_{one}")) for one in Turnout.values]
        self.fields["turnout"].choices = shown  # type: ignore[attr-defined]

    def clean_opens_day(self) -> date:
        return self._near("opens_day")

    @property
    def opens(self) -> datetime:
        return moment(self.cleaned_data["opens_day"], self.cleaned_data["opens_hour"])

    def clean(self) -> None:
        if {"opens_day", "opens_hour", "closes_day", "closes_hour"} <= self.cleaned_data.keys():
            if self.closes <= self.opens:
                self.refuse("closes_day", "ballots:draw.closes_first")
            elif self.closes <= timezone.now():
                self.refuse("closes_day", "ballots:draw.closes_over")


def moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


WAYS = ("browser", "machines", "threshold")
"""How trustees keep their keys."""


class PostsForm(DrawForm):
    officer = forms.ChoiceField()
    registrar = forms.ChoiceField()
    trustees = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    way = forms.ChoiceField(widget=forms.RadioSelect)
    threshold = forms.IntegerField(min_value=2, max_value=MOST_TRUSTEES, required=False)

    def __init__(
        self, *args: Any, voice: Voice, people: Iterable[tuple[Membership, list[str]]], **more: Any
    ) -> None:
        super().__init__(*args, voice=voice, **more)
        named = [(str(one.id), one.name) for one, _ in people]
        self.fields["officer"].choices = named  # type: ignore[attr-defined]
        self.fields["registrar"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        self.fields["trustees"].choices = named  # type: ignore[attr-defined]
        self.fields["way"].choices = [(one, voice(f"ballots:draw.way_{one}")) for one in WAYS]  # type: ignore[attr-defined]

    def clean_trustees(self) -> list[str]:
        """Each once: whoever had two keys would be two trustees alone."""
        return list(dict.fromkeys(self.cleaned_data["trustees"]))

    def clean(self) -> None:
        trustees, threshold = self.cleaned_data.get("trustees"), self.cleaned_data.get("threshold")
        if trustees is not None and not 2 <= len(trustees) <= MOST_TRUSTEES:
            self.refuse("trustees", "ballots:draw.trustees_number", MOST_TRUSTEES)
        elif (
            self.cleaned_data.get("way") == "threshold"
            and trustees is not None
            and not (threshold is not None and threshold <= len(trustees))
        ):
            self.refuse("threshold", "ballots:draw.threshold_number", len(trustees))


class BroughtForm(DrawForm):
    """A decryption that somebody else brings: whose it is, and the file."""

    trustee = forms.ChoiceField()
    file = forms.FileField()

    def __init__(self, *args: Any, voice: Voice, trustees: Sequence[Officer], **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.fields["trustee"].choices = [(str(one.number), one.name) for one in trustees]  # type: ignore[attr-defined]


class SureForm(DrawForm):
    """A step that cannot be taken back: the box says so once more."""

    sure = forms.BooleanField()


class UploadForm(DrawForm):
    """One file. `read` gives its bytes, at most `most` of them."""

    file = forms.FileField()

    def __init__(self, *args: Any, voice: Voice, most: int, **more: Any) -> None:
        super().__init__(*args, voice=voice, **more)
        self.most = most

    def clean_file(self) -> UploadedFile[bytes] | None:
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if (given.size or 0) > self.most:
            self.refuse("file", "ballots:draw.file_large")
            return None
        return given

    def read(self) -> bytes:
        return bytes(self.cleaned_data["file"].read(self.most + 1))
