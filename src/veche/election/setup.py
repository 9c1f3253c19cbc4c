"""Setting an election up (3.1, 4.10): the message `election`, the checks of what it consists of, its archive."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .appender import group_bytes
from .archive import Data, header_message
from .canonical import Maybe, Record, Text, read
from .chain import Chain, digest_of
from .credentials import Roll, check_uuid
from .election import ELECTION, Election, Language, OpenElection, open_election
from .errors import MalformedInput, VerificationError
from .messages import SETUP_DATA, SetupData
from .new_files import write_new
from .questions import QUESTIONS, Question, check_questions
from .tar import MAX_TIMESTAMP, first_header, pad
from .trustees import Trustees

if TYPE_CHECKING:
    from collections.abc import Sequence

    from veche._core import Group


@dataclass(frozen=True)
class Template:
    """What the returning officer decides: everything of `election` but its key, group and identifier."""

    description: str
    name: str
    questions: tuple[Question, ...]
    administrator: str | None = None
    credential_authority: str | None = None
    language: tuple[str, str] | None = None

    @classmethod
    def read(cls, message: bytes) -> Template:
        """From compact JSON with these fields in this order, as belenios-tool's templates are."""
        return read(TEMPLATE, message.strip(), "template")


TEMPLATE = Record(
    Template,
    ("description", Text()),
    ("name", Text()),
    ("questions", QUESTIONS),
    ("administrator", Maybe(Text())),
    ("credential_authority", Maybe(Text())),
    ("language", Maybe(Language())),
)


def election_message(template: Template, group: Group, public_key: bytes, uuid: str) -> bytes:
    """The message `election`. Raises `VerificationError` for questions, group or identifier that cannot be."""
    check_uuid(uuid)
    check_questions(template.questions, group)
    election = Election(
        1,
        template.description,
        template.name,
        group.name.encode(),
        public_key,
        template.questions,
        uuid.encode(),
        template.administrator,
        template.credential_authority,
        template.language,
    )
    return ELECTION.write(election)


def draw_up(template: Template, group: Group, uuid: str, trustees: bytes) -> bytes:
    """The message `election` for trustees, who are checked first; its key is the product of theirs (3.1.1)."""
    keys = Trustees.read(trustees)
    keys.check(group)
    return election_message(template, group, keys.combined_key(group), uuid)


@dataclass(frozen=True)
class Setup:
    """The three messages that an election starts from, checked."""

    election: OpenElection
    trustees: Trustees
    roll: Roll


def check_setup(election: bytes, trustees: bytes, credentials: bytes) -> Setup:
    """All checks of the set-up phase (4.5 to 4.10). Raises `VerificationError`."""
    opened = open_election(election)
    keys = Trustees.read(trustees)
    keys.check(opened.group)
    if keys.combined_key(opened.group) != opened.election.public_key:
        detail = "it is not the product of the trustees' keys"
        raise VerificationError("election.public_key", "election: public_key", detail)
    return Setup(opened, keys, Roll.read(opened.group, credentials))


def check_references(data: Sequence[Data]) -> None:
    """`setup_data` refers to the data that stand before it, in order, and to nothing else."""
    setup = read(SETUP_DATA, data[-1].body, "setup_data")
    stated = [setup.election, setup.trustees, setup.credentials]
    if setup.credentials_certificate is not None:
        stated.append(setup.credentials_certificate)
    if stated != [part.digest for part in data[:-1]]:
        raise VerificationError(
            "archive.payload", "setup_data", "it refers to other data than those that stand before it"
        )


def create_archive(
    path: str | os.PathLike[str], *, election: bytes, trustees: bytes, credentials: bytes, timestamp: int
) -> Setup:
    """Check the set-up and write its archive: whole or not at all, and never over a file that is there.

    `timestamp`: seconds since 1970, the beginning of the election. Raises `VerificationError`, `MalformedInput`, `OSError`.
    """
    setup = check_setup(election, trustees, credentials)
    if setup.election.has_shuffles and setup.roll.weights is not None:
        raise MalformedInput(
            "an election with a non-homomorphic question cannot have weights other than 1",
            "public credentials",
            "Make credentials without weights, or ask another kind of question (section 4.18).",
        )
    if not 0 <= timestamp <= MAX_TIMESTAMP:
        raise MalformedInput("no date is that far away", "timestamp", "Give seconds since 1970.")
    references = SetupData(digest_of(election), digest_of(trustees), digest_of(credentials))
    data = [election, trustees, credentials, SETUP_DATA.write(references)]
    first = header_message(timestamp)
    start = first_header(len(first), timestamp) + pad(first)
    try:
        write_new(Path(path), start + group_bytes(Chain(), [(b"Setup", data)], timestamp))
    except FileExistsError:
        raise MalformedInput("this file exists already", str(path), "Choose another name.") from None
    return setup
