"""What members, delegates and stewards fill in about delegates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django import forms

from veche.assembly.seats import METHODS
from veche.web.ballots.drawing.rules import EXAMPLE, chosen, groups
from veche.web.bodies.forms import BodiesForm, Code, Line, OneOf
from veche.web.bodies.names import LONGEST_TYPED
from veche.web.house.language import Voice
from veche.web.petitions.actions.beginning import clean_text

from .access import INCOMPATIBLE
from .models import Counts, Strictness

LONGEST_WORDS = 2000
LONGEST_REASON = 3000
FRACTION = re.compile(r"\s*(\d{1,4})\s*/\s*(\d{1,4})\s*")
SMALLEST_SHARE, LARGEST_SHARE = Fraction(1, 100), Fraction(1, 2)
"""Of the standing roll: nobody is called back by a handful of a large body, and no statutes make it hopeless."""


class Several(forms.MultipleChoiceField):
    """Any of a few, all seen at once; `speak` says each by its own text."""

    def __init__(self, texts: str, values: Sequence[str], **more: Any) -> None:
        self.texts, self.values = texts, tuple(values)
        choices = [(value, value) for value in self.values]
        super().__init__(choices=choices, widget=forms.CheckboxSelectMultiple, required=False, **more)

    def speak(self, voice: Voice) -> None:
        self.choices = [(value, voice(self.texts.format(value))) for value in self.values]


class Days(forms.IntegerField):
    def __init__(self, least: int, most: int) -> None:
        super().__init__(min_value=least, max_value=most)


def recall_rules(voice: Voice) -> list[tuple[str, str]]:
    """Rules that decide yes or no by what an online vote knows, whatever the country."""
    from veche.rules import decide
    from veche.web.ballots.drawing.rules import words_of

    words = words_of(voice.language)
    plain = [rule for rule in groups(voice.language)[0].rules if not decide(rule, EXAMPLE).missing]
    return [(rule.id, chosen(rule.id).name.say(words)) for rule in plain]


class StatutesForm(BodiesForm):
    words = "delegates:field"
    method = OneOf("delegates:method.{}", METHODS)
    seats = forms.IntegerField(min_value=0, max_value=1000)
    least = forms.IntegerField(min_value=0, max_value=100)
    most = forms.IntegerField(min_value=0, max_value=1000)
    counts = OneOf("delegates:counts.{}", Counts.values)
    term_days = Days(1, 3660)
    most_terms = forms.IntegerField(min_value=0, max_value=20)
    pause_days = Days(0, 3660)
    incompatible = Several("delegates:office.{}", INCOMPATIBLE)
    mandates = OneOf("delegates:mandates.{}", Strictness.values)
    report_days = Days(1, 90)
    recall_share = Line(max_length=12)
    recall_sign_days = Days(7, 90)
    recall_rule = forms.ChoiceField(widget=forms.RadioSelect)
    recall_days = Days(2, 30)
    recall_pause_days = Days(0, 180)

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        rules, offices = self.fields["recall_rule"], self.fields["incompatible"]
        assert isinstance(rules, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(offices, Several)  # noqa: S101
        rules.choices = recall_rules(voice)
        offices.speak(voice)

    def clean_recall_share(self) -> str:
        text = str(self.cleaned_data["recall_share"])
        found = FRACTION.fullmatch(text)
        share = Fraction(int(found[1]), int(found[2])) if found and int(found[2]) else None
        if share is None or not SMALLEST_SHARE <= share <= LARGEST_SHARE:
            self.refuse("recall_share", "delegates:refused.share")
            return text
        return f"{share.numerator}/{share.denominator}"

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("most") and found.get("least", 0) > found["most"]:
            self.refuse("most", "delegates:refused.least_above_most")
        return found


class SizesForm(BodiesForm):
    """A number of members for each body below. The fields are of the bodies: named `body <id>`, labelled with their names."""

    words = "delegates:share"

    def __init__(
        self, *args: Any, bodies: Sequence[tuple[str, str, int]], voice: Voice, **kwargs: Any
    ) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        self.keys = [key for key, _, _ in bodies]
        for key, name, known in bodies:
            field = forms.IntegerField(min_value=0, max_value=10**7, initial=known, label=name)
            field.help_text = voice("delegates:share.known", known)
            field.error_messages["required"] = voice("house:error.required")
            field.error_messages["invalid"] = voice("house:error.invalid")
            for code, limit in (("min_value", 0), ("max_value", 10**7)):
                field.error_messages[code] = voice(f"house:error.{code}", limit=limit)
            field.widget.attrs["autocomplete"] = "off"
            self.fields[f"body {key}"] = field

    @property
    def members(self) -> dict[str, int]:
        """Of each body by its id."""
        return {key: self.cleaned_data[f"body {key}"] for key in self.keys}


class Words(forms.CharField):
    """Lines without what cannot be seen: nobody signs, or is judged by, what others do not read."""

    def __init__(self, longest: int, rows: int, **more: Any) -> None:
        super().__init__(max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text if too_long(text) else clean_text(text)


def too_long(text: str) -> bool:
    """Whether a line is longer than is ever looked at: cut, it would not be what somebody wrote."""
    return any(len(line) > LONGEST_TYPED for line in text.splitlines())


class TextForm(BodiesForm):
    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for name in [name for name, field in self.fields.items() if isinstance(field, Words)]:
            if too_long(found.get(name, "")):
                self.refuse(name, "delegates:refused.statement")
        return found


class NominateForm(TextForm):
    words = "delegates:stand"
    statement = Words(LONGEST_WORDS, 5, required=False)


class AskedForm(BodiesForm):
    words = "delegates:asked"
    code = Code()


class VoteForm(BodiesForm):
    words = "delegates:draw"
    delegates = forms.IntegerField(min_value=1, max_value=200, initial=1)
    alternates = forms.IntegerField(min_value=0, max_value=50, initial=1)
    begins = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    rule = forms.ChoiceField(widget=forms.RadioSelect)
    order = OneOf("delegates:order.{}", ("lot", "name"), initial="lot")

    def __init__(self, *args: Any, rules: Sequence[tuple[str, str]], voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = list(rules)


class ByHandForm(BodiesForm):
    """Everybody who stands has a field for their place in the result, named `place <id>`."""

    words = "delegates:by_hand"
    how = Line(max_length=200)
    delegates = forms.IntegerField(min_value=1, max_value=200, initial=1)
    begins = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        self.keys = [key for key, _ in people]
        for key, name in people:
            field = forms.IntegerField(min_value=1, max_value=200, required=False, label=name)
            field.help_text = voice("delegates:by_hand.place")
            for code, limit in (("min_value", 1), ("max_value", 200)):
                field.error_messages[code] = voice(f"house:error.{code}", limit=limit)
            field.error_messages["invalid"] = voice("house:error.invalid")
            field.widget.attrs["autocomplete"] = "off"
            self.fields[f"place {key}"] = field

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        places = sorted(number for key in self.keys if (number := found.get(f"place {key}")))
        if places != list(range(1, len(places) + 1)):
            self.refuse(None, "delegates:refused.places")
        return found

    @property
    def order(self) -> list[UUID]:
        """Those with a place, the first first."""
        placed = [(self.cleaned_data[f"place {key}"], UUID(key)) for key in self.keys]
        return [key for _, key in sorted((number, key) for number, key in placed if number)]


class RecallForm(TextForm):
    words = "delegates:reason"
    reason = Words(LONGEST_REASON, 8)


class AnswerForm(TextForm):
    words = "delegates:answer"
    answer = Words(LONGEST_REASON, 8, required=False)
