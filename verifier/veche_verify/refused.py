"""How a check says no: an exception that names the check, the object and the section of the specification."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

# Every check, and the section of the specification (3.1) that asks for it.
SECTION = {
    "archive.format": "4.4",
    "archive.header": "4.4",
    "archive.hash": "4.4",
    "archive.chain": "4.4",
    "archive.order": "4.4",
    "archive.payload": "4.4",
    "archive.extends": "3.5.1",
    "json": "4.1",
    "group.element": "5",
    "group.scalar": "4.2",
    "election.version": "4.10",
    "election.group": "5",
    "election.uuid": "4.2",
    "election.questions": "4.9",
    "election.public_key": "4.10",
    "trustees.empty": "4.7",
    "trustees.pok": "4.5",
    "threshold.shape": "4.6.7",
    "threshold.certificate": "4.6.2",
    "threshold.coefexps": "4.6.4",
    "threshold.signature": "4.6.4",
    "threshold.key": "4.6.7",
    "credentials.format": "4.8",
    "credentials.duplicate": "4.8",
    "ballot.election": "4.17",
    "ballot.credential": "4.17",
    "ballot.duplicate": "4.17",
    "ballot.hash": "4.17",
    "ballot.signature": "4.16",
    "ballot.opening": "4.11",
    "answer.shape": "4.11",
    "proof.individual": "4.12",
    "proof.overall": "4.12",
    "proof.blank": "4.13",
    "proof.list": "4.14",
    "proof.nonzero": "4.15",
    "proof.encryption": "4.11.2",
    "tally.aggregate": "4.18",
    "tally.count": "4.18",
    "tally.weight": "4.18",
    "shuffle.owner": "4.19",
    "shuffle.missing": "4.19",
    "shuffle.shape": "4.19",
    "shuffle.proof": "6",
    "decryption.owner": "4.20",
    "decryption.shape": "4.20",
    "decryption.proof": "4.20",
    "decryption.missing": "4.21",
    "result.shape": "4.21",
    "result.value": "4.21",
}

# The checks of a petition, which is no part of the specification: sections of Veche's `docs/petitions.md`.
PETITION = {
    "petition.statement": "P1",
    "petition.list": "P1",
    "petition.turn": "P2",
    "petition.signature": "P2",
    "petition.credential": "P3",
    "petition.order": "P3",
}


class Refused(Exception):
    """A check failed: `check` is a key of SECTION or PETITION, `what` failed it, and `detail` is one sentence."""

    def __init__(self, check: str, what: str, detail: str) -> None:
        super().__init__(check, what, detail)
        self.check = check
        self.object = what
        self.section = (SECTION | PETITION)[check]
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.check}: {self.object}: {self.detail} (section {self.section})"


@contextmanager
def within(name: str) -> Iterator[None]:
    """Puts `name` before the object of any refusal inside: "answers[0]" becomes "ballot 3: answers[0]"."""
    try:
        yield
    except Refused as refusal:
        inner = f"{name}: {refusal.object}" if refusal.object else name
        raise Refused(refusal.check, inner, refusal.detail) from None
