"""Work that takes its time, and the clock. Arguments of jobs are public: the identifier of a vote, and nothing else.

`tick` is to be called every minute or so by whatever keeps the time. It opens and closes votes, and begins again what was cut off;
nothing that must be refused waits for it, as every ballot is held against the clock when it comes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from django_tasks import task

from veche.counting.errors import CountingError
from veche.election.errors import ElectionError
from veche.report.errors import ReportError
from veche.web.ballots.access import officers as access
from veche.web.ballots.access import rounds
from veche.web.ballots.actions import counting, ending, holding, publishing, working
from veche.web.ballots.casting.refusal import Refused
from veche.web.ballots.stages import WrongStage

FAILURES = (ElectionError, CountingError, ReportError, OSError, WrongStage, Refused)
"""What is noted beside the vote for its officers; anything else is an error of ours."""

log = logging.getLogger(__name__)


@task()
def tally(uuid: str) -> None:
    """Add the ballots of a closed vote up."""
    with working.Working(uuid, "tally") as progress:
        counting.add_up(uuid, progress)


@task()
def report(uuid: str) -> None:
    """Count a finished vote by its rules, and write its report."""
    with working.Working(uuid, "report"):
        publishing.publish(uuid)


@task()
def keep_time() -> None:
    """`tick`, for those who keep the time by a queue."""
    tick()


WORKS = {"tally": tally, "report": report}


def begin(uuid: str, work: str) -> None:
    """Have the work done, once, whoever asks how often."""
    if working.wait(uuid, work):
        WORKS[work].enqueue(uuid)


def do_again(uuid: str, work: str) -> None:
    """Have work done anew that is done, failed, or was cut off. Done twice, it does no harm."""
    working.again(uuid, work)
    WORKS[work].enqueue(uuid)


def tick() -> None:
    """Everything that is due. What fails for one vote does not keep another waiting."""
    for uuid in access.to_open():
        _try(partial(holding.open_vote, uuid, by_hand=False))
    for uuid in access.to_close():
        _try(partial(holding.close, uuid, by_hand=False))
    for uuid in rounds.to_forget():
        _try(partial(ending.forget, uuid))
    for uuid in access.to_declare():
        _try(partial(counting.declare, uuid))
    for uuid, work in access.to_work_on():
        do_again(uuid, work) if access.was_begun(uuid, work) else begin(uuid, work)


def _try(step: Callable[[], object]) -> None:
    try:
        step()
    except (*FAILURES, holding.BadTime):
        log.exception("a step that was due could not be taken")
