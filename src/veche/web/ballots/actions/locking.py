"""One vote, held still while something is done to its row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404

from veche.web.ballots.access.rounds import is_used
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Round, Stage, Vote
from veche.web.ballots.stages import WrongStage, must_be


@contextmanager
def held(uuid: str, *stages: Stage) -> Iterator[Vote]:
    """The vote in one of these stages, for the length of a transaction; saved at its end. Raises Http404, WrongStage.

    Whoever also needs the archive takes the archive first: see `casting.box.board`.
    """
    with transaction.atomic():
        vote = Vote.objects.select_for_update().filter(pk=uuid).first()
        if vote is None:
            raise Http404
        must_be(vote.stage, *stages)
        yield vote
        vote.save()


def must_have_no_archive(vote: Vote) -> None:
    """An opening that was interrupted after its archive was written can only be gone through with. Raises WrongStage.

    The same is true of a standing roll from its first round on: its codes and keys are those of an archive.
    """
    if archive_file(vote.uuid).exists() or is_used(vote.uuid):
        raise WrongStage(Stage.OPEN)


def must_be_prepared_here(vote: Vote) -> None:
    """The same, and a round of a standing roll has no codes and keys of its own to be made again. Raises WrongStage."""
    must_have_no_archive(vote)
    if Round.objects.filter(pk=vote.pk).exists():
        raise WrongStage(vote.stage)


BY_ITSELF = "recall vote "
"""What rounds are taken for whose votes members' signatures open: see `delegates.actions.recalling`."""


def must_be_in_hand(vote: Vote) -> None:
    """A recall is in nobody's hand: no officer hurries it, delays it or calls it off, least of all the delegate who is one. Raises WrongStage."""
    if Round.objects.filter(pk=vote.pk, taken_for__startswith=BY_ITSELF).exists():
        raise WrongStage(vote.stage)
