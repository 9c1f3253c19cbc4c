"""Making rows and stages again from archives, which are the record."""

from __future__ import annotations

from pathlib import Path

from .access.public import vote_of_archive
from .actions.casting import set_stage
from .casting.box import board
from .models import Vote
from .stages import of_archive


def rebuild(what: Vote | Path) -> list[str]:
    """Make the rows of ballots, and the stage, of one vote again, or of each vote whose archive lies in a folder.

    Returns the identifiers of the archives in the folder that belong to no vote of this database. What an interrupted write
    left behind the last event of an archive is cut off. Raises Refused("busy"), OSError, ElectionError for an archive that is
    damaged: nothing is changed then for that vote.
    """
    if isinstance(what, Vote):
        _rebuild(what)
        return []
    strangers = []
    for path in sorted(what.glob("*.bel")):
        vote = vote_of_archive(path.stem)
        if vote is None:
            strangers.append(path.stem)
        else:
            _rebuild(vote)
    return strangers


def _rebuild(vote: Vote) -> None:
    with board(vote, anew=True) as found:
        stage = of_archive(found.state, found.election.has_shuffles)
    set_stage(vote, stage)
