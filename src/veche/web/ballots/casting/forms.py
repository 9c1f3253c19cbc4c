"""Handing in a ballot without script: as a file, or as its text."""

from __future__ import annotations

from django import forms

from veche.election.tar import MAX_BALLOT
from veche.web.house.forms import HouseForm


class BallotForm(HouseForm):
    """One of the two."""

    words = "ballots:cast"

    file = forms.FileField(required=False)
    text = forms.CharField(
        required=False, max_length=MAX_BALLOT, widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    )

    @property
    def ballot(self) -> bytes:
        """What was handed in, without the line ends that editors add; empty where nothing was, or not a form."""
        self.is_valid()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text", "")
        found: bytes = file.read() if file is not None else text.encode()
        return found.strip()
