"""Where the files of a vote lie: all in one folder, named by the vote's public identifier."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.conf import settings

from veche.election.new_files import write_new

REPORTS = ("pdf", "html", "json")


def archive_file(uuid: str) -> Path:
    """The record of the vote, from its opening on."""
    return Path(settings.ARCHIVES) / f"{uuid}.bel"


def count_file(uuid: str, question: int = 1) -> Path:
    """The count of a question, from 1, by the rule that was chosen for it, as `docs/count.schema.json` describes it."""
    return Path(settings.ARCHIVES) / f"{uuid}.count.{question}.json"


def report_file(uuid: str, kind: str, question: int = 1) -> Path:
    """The report on a question, from 1; `kind` one of `REPORTS`."""
    if kind not in REPORTS:
        raise ValueError("a report is pdf, html or json")
    return Path(settings.ARCHIVES) / f"{uuid}.report.{question}.{kind}"


def put(path: Path, data: bytes) -> None:
    """Have the file with these bytes on the disk, whole, in place of what was there. For what can be made again at any time."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    write_new(temporary, data)
    temporary.replace(path)
