"""Taking a copy, bringing a file, an officer's code, what was written on paper."""

from __future__ import annotations

from django import forms

from veche.web.bodies.forms import BodiesForm, Code, OneOf

MOST_PEOPLE = 20_000
LONGEST = 5000


class TakeForm(BodiesForm):
    words = "offline:take"
    who = OneOf("offline:take.{}", ("spare", "leads"), initial="spare")


class BringForm(BodiesForm):
    words = "offline:bring"
    file = forms.FileField(allow_empty_file=False)


class OfficerForm(BodiesForm):
    words = "offline:officer"
    code = Code()


class TypedForm(BodiesForm):
    """At least one of them."""

    words = "offline:typed"
    present = forms.IntegerField(min_value=0, max_value=MOST_PEOPLE, required=False)
    decided = forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea)

    def clean(self) -> dict[str, object]:
        answers = dict(super().clean() or {})
        if not self.errors and answers.get("present") is None and not answers.get("decided"):
            self.refuse(None, "offline:typed.nothing")
        return answers
