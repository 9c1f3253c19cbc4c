"""What the program that answers browsers writes down: errors of its own, and nothing of who asked for what."""

from __future__ import annotations

import logging

import pytest
from django.test import Client
from gunicorn.config import Config

from veche.web.serving.heartbeat import heartbeat
from veche.web.serving.web import QuietLogger


def test_the_log_names_nobody(capfd: pytest.CaptureFixture[str]) -> None:
    log = QuietLogger(Config())
    log.access(None, None, {}, None)
    log.info("192.0.2.7 came")
    log.warning("Invalid request from ip=192.0.2.7: /votes/secret")
    try:
        raise ValueError("what somebody typed")  # noqa: TRY301 - as a request would
    except ValueError:
        log.exception("Error handling request %s", "/votes/secret")
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.startswith("ERROR gunicorn.error: ValueError at ")
    assert said.err.count("\n") == 1
    assert "secret" not in said.err
    assert "somebody" not in said.err


@pytest.mark.django_db
def test_an_answer_that_says_not_now_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    jobs = heartbeat()
    jobs.unlink(missing_ok=True)
    request = logging.getLogger("django.request")
    request.addHandler(caplog.handler)
    try:
        assert Client().get("/health/").status_code == 503
    finally:
        request.removeHandler(caplog.handler)
    assert caplog.records == []
