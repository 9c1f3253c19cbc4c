"""What an archive says about a vote, read only after everything in it was verified."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from veche.election.chain import State
from veche.election.contents import read_contents
from veche.election.election import base64_of
from veche.election.messages import ThresholdParameters
from veche.election.questions import Question
from veche.election.tally import Progress
from veche.election.trustees import Item
from veche.election.verify import Report as Verified
from veche.election.verify import verify_archive

from .errors import BadReport

FINGERPRINTS = ("election", "public_credentials", "trustees", "encrypted_tally", "last_event")


@dataclass(frozen=True)
class Ledger:
    """One question of an archive that was verified, with its fingerprints: base64 without padding of SHA-256.

    `sha256` is that of the whole file in hexadecimal, as `sha256sum` prints it; `key_holders` are the names of trustees and,
    for each threshold key, how many of how many are needed.
    """

    file: str
    sha256: str
    uuid: str
    name: str
    group: str
    number: int
    question: Question
    answer: Any
    voters: int
    ballots: int
    counted: int
    weight: int
    fingerprints: dict[str, str]
    key_holders: tuple[str | tuple[int, int], ...]
    administrator: str
    credential_authority: str
    trustees: tuple[str, ...]
    """Names as they stand in the archive; those who gave none are left out."""
    verified: Verified = field(repr=False, compare=False)
    """What verification found, for whoever counts the votes again."""

    @property
    def weighs(self) -> bool:
        """Whether some votes count more than others: then sums are not numbers of papers."""
        return self.weight != self.counted


def read_ledger(path: Path, number: int | None, progress: Progress | None = None) -> Ledger:
    """Verify the archive and take one question from it; the only one where `number` is None.

    Raises OSError, VerificationError, and BadReport where there is no result or no such question.
    """
    report = verify_archive(path, progress=progress)
    contents = read_contents(path)
    if base64_of(bytes.fromhex(contents.last_event.decode())) != report.fingerprints["last_event"]:
        raise BadReport(path, "", "it changed while it was being verified: run the command again")
    if report.state is not State.FINISHED or report.result is None:
        raise BadReport(
            path, "", f"there is no result yet, the vote is {report.state}: report when it is finished"
        )
    questions = report.election.questions
    place = _place(path, number, len(questions))
    return Ledger(
        file=path.name,
        sha256=_digest(path),
        uuid=report.election.uuid,
        name=report.election.election.name,
        group=report.election.group.name,
        number=place + 1,
        question=questions[place],
        answer=report.result[place],
        voters=report.checked["voters"],
        ballots=report.checked["ballots"],
        counted=report.checked["tallied"],
        weight=report.total_weight,
        fingerprints={name: report.fingerprints[name] for name in FINGERPRINTS},
        key_holders=tuple(_holder(item) for item in contents.trustees.items),
        administrator=report.election.election.administrator or "",
        credential_authority=report.election.election.credential_authority or "",
        trustees=tuple(name for name in contents.trustees.names if name),
        verified=report,
    )


def _place(path: Path, number: int | None, questions: int) -> int:
    if number is None and questions > 1:
        raise BadReport(path, "", f"it has {questions} questions: choose one with 'question' under [sources]")
    if not 1 <= (number or 1) <= questions:
        raise BadReport(path, "", f"there is no question {number}: give a number from 1 to {questions}")
    return (number or 1) - 1


def _holder(item: Item) -> str | tuple[int, int]:
    if isinstance(item, ThresholdParameters):
        return item.threshold, len(item.verification_keys)
    return item.name or ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
