"""The process for long jobs (adding up, reports), and the clock of the server: what is due is done, what has ended is forgotten."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from veche.web.accounts import actions as accounts
from veche.web.assemblies.actions import polls
from veche.web.ballots.jobs import tick
from veche.web.bodies import actions as bodies
from veche.web.delegates import clock as delegates
from veche.web.motions import actions as motions
from veche.web.offline.actions.taking import forget_files
from veche.web.petitions import jobs as petitions

from . import actions
from .heartbeat import EVERY, heartbeat

log = logging.getLogger(__name__)

DUE: tuple[Callable[[], object], ...] = (
    tick,
    petitions.tick,
    delegates.keep,
    accounts.forget_what_ended,
    motions.take_results,
    polls.take_results,
    motions.forget_what_was_left,
    bodies.forget_what_ended,
    actions.forget_finished_jobs,
    forget_files,
)
"""What is done at every look, each apart: one that fails keeps no other from being done."""


def look_at_the_clock() -> None:
    """Do everything that is due."""
    for due in DUE:
        try:
            due()
        except Exception:  # whatever one of them ran into, the others must be done, and this one again
            log.exception("something that was due failed")
    heartbeat().touch(mode=0o600)
    actions.let_connections_go()


def work() -> None:
    """Do jobs one after the other until told to stop; a job that has begun is ended first."""
    actions.take_up_jobs_again()
    threading.Thread(target=_keep_time, daemon=True).start()
    worker = Worker(
        queue_names=["default"],
        excluded_queue_names=[],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )
    worker.configure_signals()
    worker.run()


def _keep_time() -> None:
    while True:
        look_at_the_clock()
        time.sleep(EVERY)
