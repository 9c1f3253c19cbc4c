"""How far long work is: a row that a page can look at while another process works."""

from __future__ import annotations

import time
from typing import Any

from django.utils import timezone

from veche.web.ballots.models import Job

OFTEN = 1.0
"""Seconds between two notes of progress."""


class Working:
    """Notes the progress of one work of one vote. A context manager: what it raises is noted by the name of its class or check."""

    def __init__(self, uuid: str, work: str) -> None:
        self._key: dict[str, Any] = {"vote_id": uuid, "work": work}
        self._noted = 0.0

    def __enter__(self) -> Working:
        self._note(state="running", failure="", done=0, total=0)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._note(state="done")
        elif isinstance(error, Exception):
            self._note(state="failed", failure=str(getattr(error, "check", type(error).__name__))[:80])

    def __call__(self, name: str, done: int, total: int) -> None:
        """Progress, as `veche.election` reports it."""
        if time.monotonic() - self._noted > OFTEN:
            self._noted = time.monotonic()
            self._note(done=done, total=total)

    def _note(self, **fields: object) -> None:
        Job.objects.update_or_create(**self._key, defaults={"seen": timezone.now(), **fields})


def wait(uuid: str, work: str) -> bool:
    """Note that the work was ordered. False where it is done, or somebody is at it."""
    job, new = Job.objects.get_or_create(vote_id=uuid, work=work, defaults={"seen": timezone.now()})
    return new or job.state in ("waiting", "failed")


def again(uuid: str, work: str) -> None:
    """The work is to be done anew: something that it needed has come."""
    Job.objects.filter(vote_id=uuid, work=work).update(state="waiting", failure="", seen=timezone.now())
