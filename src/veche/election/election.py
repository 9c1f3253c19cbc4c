"""The `election` message (4.10), opened: its fingerprint φ, its group, and the core's tables for its key."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from veche._core import Election as CoreElection
from veche._core import Group

from .canonical import Integer, Maybe, Plain, Record, Shape, Source, Text, read
from .credentials import check_uuid
from .errors import VerificationError, named
from .messages import ELEMENT
from .questions import QUESTIONS, Question, check_questions


@dataclass(frozen=True)
class Election:
    """4.10. `language` is known to releases beyond the specification."""

    version: int
    description: str
    name: str
    group: bytes
    public_key: bytes
    questions: tuple[Question, ...]
    uuid: bytes
    administrator: str | None = None
    credential_authority: str | None = None
    language: tuple[str, str] | None = None


class Language(Shape[tuple[str, str]]):
    """`["fr","ltr"]`: a language and the direction of its script."""

    def read(self, source: Source) -> tuple[str, str]:
        source.expect(b"[")
        name = Text().read(source)
        source.expect(b",")
        direction = Text().read(source)
        source.expect(b"]")
        return name, direction

    def write(self, value: tuple[str, str]) -> bytes:
        return b"[" + b",".join(Text().write(part) for part in value) + b"]"


ELECTION = Record(
    Election,
    ("version", Integer()),
    ("description", Text()),
    ("name", Text()),
    ("group", Plain()),
    ("public_key", ELEMENT),
    ("questions", QUESTIONS),
    ("uuid", Plain()),
    ("administrator", Maybe(Text())),
    ("credential_authority", Maybe(Text())),
    ("language", Maybe(Language())),
)


def fingerprint(message: bytes) -> str:
    """Base64 without padding of SHA-256: φ of an election (4.10), the tracker of a ballot (4.17)."""
    return base64_of(sha256(message).digest())


def base64_of(digest: bytes) -> str:
    """Base64 without padding."""
    return b64encode(digest).rstrip(b"=").decode()


@dataclass(frozen=True)
class OpenElection:
    """An election that was read and checked as far as it can be by itself."""

    message: bytes
    election: Election
    group: Group

    @property
    def uuid(self) -> str:
        return self.election.uuid.decode()

    @property
    def questions(self) -> tuple[Question, ...]:
        return self.election.questions

    @property
    def has_shuffles(self) -> bool:
        """Whether there is a non-homomorphic question, so that ciphertexts must be shuffled."""
        return any(question.kind == "NH" for question in self.questions)

    @cached_property
    def fingerprint(self) -> str:
        """φ."""
        return fingerprint(self.message)

    @cached_property
    def core(self) -> CoreElection:
        """Everything in bulk."""
        shapes = [question.shape for question in self.questions]
        with named("election"):
            return CoreElection(
                self.group.name, self.election.public_key, self.uuid, self.fingerprint, shapes
            )


def open_election(message: bytes) -> OpenElection:
    """Read and check an `election` message.

    Raises `VerificationError`: `json`, `election.version`, `election.group`, `election.uuid`, `election.questions`,
    `group.element`.
    """
    election = read(ELECTION, message, "election")
    if election.version != 1:
        raise VerificationError(
            "election.version", "election", f"version {election.version} is not version 1"
        )
    with named("election"):
        group = Group(election.group.decode())
    check_uuid(election.uuid.decode())
    check_questions(election.questions, group)
    with named("election: public_key"):
        group.check_elements([election.public_key])
    return OpenElection(message, election, group)
