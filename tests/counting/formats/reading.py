"""Text as a file, and what reading it gives or refuses."""

from __future__ import annotations

import io
from typing import Any

import pytest

from veche.counting import Contest
from veche.counting.errors import BadBallots
from veche.counting.formats import Form, read_from


def contest(form: Form, text: str | bytes, **options: Any) -> Contest:
    data = text.encode() if isinstance(text, str) else text
    return read_from(io.BytesIO(data), form, name="file", **options)


def refusal(form: Form, text: str | bytes, **options: Any) -> tuple[int | None, str]:
    """Line and reason."""
    with pytest.raises(BadBallots) as refused:
        contest(form, text, **options)
    assert refused.value.file == "file"
    assert "\n" not in str(refused.value)
    return refused.value.line, refused.value.reason


def papers(found: Contest) -> str:
    """The ballots in canonical order."""
    return found.ballots.canonical().decode()


def names(found: Contest) -> list[str]:
    assert [one.number for one in found.candidates] == list(range(1, len(found.candidates) + 1))
    return [one.name for one in found.candidates]
