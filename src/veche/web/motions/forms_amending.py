"""What movers of amendments, and those who prepare the assembly, fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from veche.web.bodies.forms import BodiesForm

from .forms import LONGEST_MOVER, LONGEST_REASON, LONGEST_TEXT, MOST_MOVERS, Names, Note, Paragraphs


class ParagraphForm(BodiesForm):
    """One paragraph as it should read; nothing: it is struck out."""

    words = "motions:amend_paragraph"
    wording = Paragraphs(LONGEST_TEXT, required=False)


class ExplainForm(BodiesForm):
    words = "motions:amend_submit"
    reason = Note(LONGEST_REASON, required=False)
    movers = Names()

    def clean_movers(self) -> list[str]:
        found = self.cleaned_data["movers"]
        if len(found) > MOST_MOVERS or any(len(name) > LONGEST_MOVER for name in found):
            self.refuse("movers", "motions:write.too_many_movers", most=MOST_MOVERS, longest=LONGEST_MOVER)
        return list(found)


class ChooseForm(BodiesForm):
    """Which amendments are left out."""

    words = "motions:amend_choose"
    left = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, adopted: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["left"].choices = list(adopted)  # type: ignore[attr-defined]


class CompareForm(BodiesForm):
    """Two texts of a motion, by their numbers."""

    words = "motions:change_compare"
    earlier = forms.TypedChoiceField(coerce=int)
    later = forms.TypedChoiceField(coerce=int)

    def __init__(self, *args: Any, texts: Sequence[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("earlier", "later"):
            self.fields[name].choices = list(texts)  # type: ignore[attr-defined]
