"""The list of jobs: nothing is lost when their process dies, and nothing stays that tells who asked for what."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from veche.web.serving import actions, jobs


def job(status: TaskResultStatus, **fields: object) -> DBTaskResult:
    given = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "some.job", "backend_name": "default"}
    return DBTaskResult.objects.create(status=status, run_after=timezone.now(), **given | fields)


@pytest.mark.django_db
def test_a_job_whose_process_died_waits_again() -> None:
    died, done = job(TaskResultStatus.RUNNING), job(TaskResultStatus.SUCCESSFUL)
    actions.take_up_jobs_again()
    died.refresh_from_db()
    done.refresh_from_db()
    assert (died.status, done.status) == (TaskResultStatus.READY, TaskResultStatus.SUCCESSFUL)


@pytest.mark.django_db
def test_finished_jobs_are_forgotten_and_what_failed_keeps_no_text() -> None:
    old = timezone.now() - timedelta(hours=2)
    job(TaskResultStatus.SUCCESSFUL, finished_at=old)
    job(TaskResultStatus.FAILED, finished_at=old, traceback="what somebody typed")
    waiting = job(TaskResultStatus.READY)
    failed = job(TaskResultStatus.FAILED, finished_at=timezone.now(), traceback="what somebody typed")
    actions.forget_finished_jobs()
    assert {one.pk for one in DBTaskResult.objects.all()} == {waiting.pk, failed.pk}
    assert DBTaskResult.objects.get(pk=failed.pk).traceback == ""


@pytest.mark.django_db
def test_what_fails_keeps_nothing_else_from_being_done(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def fails() -> None:
        raise RuntimeError("a name")

    monkeypatch.setattr(jobs, "DUE", (fails, lambda: done.append("second")))
    monkeypatch.setattr(actions, "let_connections_go", lambda: None)
    jobs.heartbeat().unlink(missing_ok=True)
    with caplog.at_level(logging.ERROR):
        jobs.look_at_the_clock()
    assert done == ["second"]
    assert jobs.heartbeat().exists()
    assert len(caplog.records) == 1
