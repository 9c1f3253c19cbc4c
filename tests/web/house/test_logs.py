"""What a log may hold: our own sentences, and of everything else where something went wrong."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from veche.web.house.logs import Bare

TYPED = "linen harbour sparrow"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the server's handler leaves of whatever is logged."""
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    handler.addFilter(Bare())
    loggers = [logging.getLogger(), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield text
    for logger in loggers:
        logger.removeHandler(handler)


def broken() -> ValueError:
    try:
        int(TYPED)
    except ValueError as error:
        return error
    raise AssertionError


def test_our_own_sentences_are_kept(written: io.StringIO) -> None:
    logging.getLogger("veche.web.serving.jobs").error("the process for %s ended", "jobs")
    logging.getLogger("gunicorn.error").critical("WORKER TIMEOUT (pid:%s)", 7)
    assert written.getvalue() == "the process for jobs ended\nWORKER TIMEOUT (pid:7)\n"


@pytest.mark.parametrize("logger", ["webauthn", "py.warnings", "django.request", "other", "vechelike"])
def test_nothing_that_other_software_says_is_kept(written: io.StringIO, logger: str) -> None:
    """It may quote what somebody typed, an address or a path."""
    logging.getLogger(logger).error("cannot read %s", TYPED, stack_info=True)
    logging.getLogger(logger).error(TYPED, "does not fit its text")
    assert written.getvalue() == 2 * f"ERROR {logger}\n"


@pytest.mark.parametrize("logger", ["veche.web", "gunicorn.error", "django.request"])
def test_of_an_exception_remains_its_class_and_its_place(written: io.StringIO, logger: str) -> None:
    logging.getLogger(logger).error(TYPED, exc_info=broken())
    said = written.getvalue()
    assert said.startswith(f"ERROR {logger}: ValueError at ")
    assert Path(__file__).name in said
    assert TYPED not in said


def test_an_exception_that_was_never_raised_has_no_place(written: io.StringIO) -> None:
    nowhere: Any = (ValueError, ValueError(TYPED), None)
    logging.getLogger("django.request").error(TYPED, exc_info=nowhere)
    assert written.getvalue() == "ERROR django.request: ValueError\n"
