"""What a log may hold: our own sentences, and of everything else where something went wrong."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from veche.web.house.logs import Bare

TYPED = "linen harbour sparrow"


def said(name: str, text: str, *args: object, trouble: Any = None) -> str:
    """What a handler writes of a record."""
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, __file__, 1, text, args, trouble, sinfo=TYPED
    )
    assert Bare().filter(record)
    return logging.Formatter().format(record)


def broken() -> ValueError:
    try:
        int(TYPED)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.parametrize("name", ["veche", "veche.web.serving.jobs", "gunicorn.error"])
def test_our_own_sentences_are_kept(name: str) -> None:
    assert said(name, "the process for %s ended", "jobs").startswith("the process for jobs ended")


@pytest.mark.parametrize("name", ["webauthn", "py.warnings", "django.request", "other", "vechelike"])
def test_nothing_that_other_software_says_is_kept(name: str) -> None:
    """It may quote what somebody typed, an address or a path."""
    assert said(name, "cannot read %s", TYPED) == f"ERROR {name}"
    assert said(name, TYPED, "does not fit its text") == f"ERROR {name}"


@pytest.mark.parametrize("name", ["veche.web", "gunicorn.error", "django.request", "other"])
def test_of_an_exception_remains_its_class_and_its_place(name: str) -> None:
    error = broken()
    kept = said(name, TYPED, trouble=(ValueError, error, error.__traceback__))
    assert kept.startswith(f"ERROR {name}: ValueError at ")
    assert Path(__file__).name in kept
    assert TYPED not in kept


def test_an_exception_that_was_never_raised_has_no_place() -> None:
    assert said("other", TYPED, trouble=(ValueError, ValueError(TYPED), None)) == "ERROR other: ValueError"
