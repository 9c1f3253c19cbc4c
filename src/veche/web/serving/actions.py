"""What the server itself writes: its tables, and the list of jobs."""

from __future__ import annotations

from datetime import timedelta

from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

JOBS_KEPT = timedelta(hours=1)


def bring_up_to_date() -> None:
    """Make the tables, or change them to what this release needs. Every step is whole or not at all; no connection stays open."""
    call_command("migrate", interactive=False, verbosity=0)
    let_connections_go()


def let_connections_go() -> None:
    """Before a process splits: two must never speak over one connection."""
    connections.close_all()


def take_up_jobs_again() -> None:
    """Jobs that were being done when the process for them died wait again. There is one such process, and this is it."""
    DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING).update(status=TaskResultStatus.READY)


def forget_finished_jobs() -> None:
    """Who asked for what and when is not kept. Votes keep what came of it (`ballots.Job`)."""
    ended = DBTaskResult.objects.filter(status__in=(TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED))
    ended.exclude(traceback="").update(traceback="")
    ended.filter(finished_at__lte=timezone.now() - JOBS_KEPT).delete()
