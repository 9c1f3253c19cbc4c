"""What the page of components shows: a form in each state, a hash, numbers and days."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from .forms import HouseForm
from .language import Voice

CODE = "kR7m-Xw2p-Tn9d-Hs4c"
WORDS = ("linen", "harbour", "sparrow", "ladder", "copper", "orchard", "seven")


class SampleForm(HouseForm):
    """One field of each sort."""

    words = "house:sample"

    name = forms.CharField(max_length=40)
    reason = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    choice = forms.ChoiceField(choices=(("yes", "yes"), ("no", "no")), widget=forms.RadioSelect)
    agree = forms.BooleanField()
    file = forms.FileField(required=False)

    def __init__(self, *args: Any, voice: Voice, **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        choice = self.fields["choice"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - it stands above
        choice.choices = [("yes", voice("house:sample.yes")), ("no", voice("house:sample.no"))]


def samples(voice: Voice) -> dict[str, Any]:
    """The context of the page."""
    wrong = SampleForm({"name": "Alesia"}, voice=voice, prefix="wrong")
    wrong.refuse(None, "house:sample.wrong")
    digest = hashlib.sha256(b"a sample")
    return {
        "form": SampleForm(voice=voice),
        "wrong": wrong,
        "digest": digest.hexdigest(),
        "code": CODE,
        "secret_words": WORDS,
        "slips": range(1, 6),
        "numbers": (1, 2, 5, 11, 21, 22, 101, 12345),
        "sample_day": date(2026, 12, 1),
        "sample_moment": datetime(2026, 12, 1, 17, 30, tzinfo=UTC),
    }
