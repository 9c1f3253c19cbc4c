"""Counts and reports of a finished vote, as files beside its archive. They can be made again at any time, and are the same."""

from __future__ import annotations

from functools import lru_cache

from veche.counting import Count, Lot
from veche.counting.archive import Polls
from veche.counting.errors import CannotCount, TieNeedsLot
from veche.web.ballots.access.officers import current, officers_of
from veche.web.ballots.casting.opened import KEPT
from veche.web.ballots.counted.counts import counted, joint_lot, record
from veche.web.ballots.counted.report import About, report
from veche.web.ballots.files import archive_file, count_file, put, report_file
from veche.web.ballots.models import Post, Stage, Vote
from veche.web.ballots.stages import must_be
from veche.words import Language


def publish(uuid: str) -> None:
    """Count every question that has a rule, then write the reports.

    A tie that waits for a lot leaves its question uncounted and is raised at the end, as TieNeedsLot: the reports are there
    without that count. Raises VerificationError, CountingError, BadReport, OSError, WrongStage.
    """
    vote = current(uuid)
    must_be(vote.stage, Stage.PUBLISHED)
    tie = _count(vote)
    for question in range(1, len(vote.questions) + 1):
        path = count_file(uuid, question)
        for kind, data in report(_about(vote), question, path if path.exists() else None).items():
            put(report_file(uuid, kind, question), data)
    if tie is not None:
        raise tie


@lru_cache(maxsize=KEPT)
def count_again(uuid: str, number: int) -> Count:
    """Question `number`, from 1, counted from the verified archive, whatever record lies beside it; that is put right.

    What is published does not change any more, so it is counted once in each process: the clock may ask every time. Raises VerificationError, OSError, WrongStage; CountingError where nothing was chosen to count it by, or a tie waits for its lot.
    """
    vote = current(uuid)
    must_be(vote.stage, Stage.PUBLISHED)
    if (chosen := vote.counting[number - 1]) is None:
        raise CannotCount(
            "no rule was chosen to count this question by", "Choose one when the vote is drawn up."
        )
    found = counted(Polls.read(archive_file(uuid)), number, chosen, _lot(vote))
    put(count_file(uuid, number), record(found))
    return found


def _lot(vote: Vote) -> Lot | None:
    return joint_lot([(one.lot, one.seed) for one in officers_of(vote) if one.lot])


def _count(vote: Vote) -> TieNeedsLot | None:
    lot = _lot(vote)
    polls = Polls.read(archive_file(vote.uuid))
    waiting: TieNeedsLot | None = None
    for number, chosen in enumerate(vote.counting, 1):
        if chosen is not None:
            try:
                put(count_file(vote.uuid, number), record(counted(polls, number, chosen, lot)))
            except TieNeedsLot as tie:
                waiting = tie
    return waiting


def _about(vote: Vote) -> About:
    if vote.opens is None or vote.closes is None:
        raise ValueError("a vote that was held has its days")
    return About(
        archive_file(vote.uuid),
        vote.body.name,
        vote.title,
        vote.opens.date(),
        vote.closes.date(),
        vote.roll_size or 0,
        tuple(one.name for one in officers_of(vote) if one.post == Post.TRUSTEE),
        vote.rule,
        vote.variant,
        Language(vote.language),
    )
