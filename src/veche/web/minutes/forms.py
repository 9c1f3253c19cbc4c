"""What a secretary and readers fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from veche.web.assemblies.models import Item
from veche.web.bodies.forms import BodiesForm, Line
from veche.web.house.language import Voice

from .actions.approving import LONGEST as LONGEST_REMARK
from .actions.editing import LONGEST


class EntryForm(BodiesForm):
    words = "minutes:entry"
    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea, required=False)
    internal = forms.BooleanField(required=False)
    gone = forms.BooleanField(required=False)
    why = Line(max_length=200, required=False)


class AddForm(BodiesForm):
    words = "minutes:add"
    text = forms.CharField(max_length=LONGEST, widget=forms.Textarea)
    internal = forms.BooleanField(required=False)
    why = Line(max_length=200, required=False)


class RemarkForm(BodiesForm):
    words = "minutes:remark"
    text = forms.CharField(max_length=LONGEST_REMARK, widget=forms.Textarea)


class ProposeForm(BodiesForm):
    words = "minutes:propose"
    item = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, voice: Voice, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, voice=voice, **kwargs)
        found = [
            (str(one.pk), voice("minutes:propose.point", title=one.title, assembly=one.assembly.title))
            for one in items
        ]
        self.fields["item"].choices = [("", voice("minutes:propose.not_yet")), *found]  # type: ignore[attr-defined]
