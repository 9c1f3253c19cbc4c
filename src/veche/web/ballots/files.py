"""Where the files of a vote lie: all in one folder, named by the vote's public identifier."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

REPORTS = ("pdf", "html", "json")


def archive_file(uuid: str) -> Path:
    """The record of the vote, from its opening on."""
    return Path(settings.ARCHIVES) / f"{uuid}.bel"


def count_file(uuid: str) -> Path:
    """The counts of its questions, in their order, as JSON: a list of objects as `docs/count.schema.json` describes them, or null."""
    return Path(settings.ARCHIVES) / f"{uuid}.count.json"


def report_file(uuid: str, kind: str) -> Path:
    """The report, `kind` one of `REPORTS`."""
    if kind not in REPORTS:
        raise ValueError("a report is pdf, html or json")
    return Path(settings.ARCHIVES) / f"{uuid}.report.{kind}"
