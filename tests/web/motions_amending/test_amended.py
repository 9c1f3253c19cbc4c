"""What a reader sees of a change."""

from __future__ import annotations

import pytest

from veche.assembly.text import Change, Kind, Mark, Piece
from veche.web.motions import amended
from veche.web.motions.amended import shown

TEXT = ["We meet on Monday\nin the hall.", "Nobody is dismissed."]


def pieces(change: Change) -> list[tuple[str, str]]:
    (found,) = shown(TEXT, [change])
    return [(str(piece.kind), piece.text) for piece in found.pieces]


@pytest.mark.parametrize("kept", [8_000, 0])
def test_white_space_that_became_other_white_space_is_not_marked(
    kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amended, "LONGEST_KEPT", kept)
    found = pieces(Change(0, Kind.REPLACE, "We meet on Monday in the yard."))
    assert [one for one in found if one[0] != "same"] == [("gone", "hall"), ("new", "yard")]
    assert "".join(text for kind, text in found if kind != "gone") == "We meet on Monday in the yard."


def test_where_nothing_else_was_changed_it_is() -> None:
    found = pieces(Change(0, Kind.REPLACE, "We meet on Monday in the hall."))
    assert ("new", " ") in found


def test_places_count_from_one_and_say_where() -> None:
    changes = [Change(-1, Kind.INSERT, "First."), Change(0, Kind.DELETE), Change(1, Kind.INSERT, "Last.")]
    found = shown(TEXT, changes)
    assert [(one.number, one.where) for one in found] == [(0, "first"), (1, "delete"), (2, "insert")]
    assert found[1].pieces == (Piece(Mark.GONE, TEXT[0]),)
