"""What the library raises. Every error is one line: what is wrong, where, and (for people's own files) what to do."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from veche._core import CoreError

from .checks import PETITION, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


_SECTIONS = SECTIONS | PETITION


class ElectionError(Exception):
    """The base of everything that `veche.election` raises by itself. `OSError` passes through."""


class VerificationError(ElectionError):
    """A check of the specification failed.

    `check` is an identifier of `vectors/CHECKS.md`, `object` what failed it ("ballot 3", "trustees"), `section` the
    section of specification 3.1 (of `docs/petitions.md` where it begins with P), `detail` one plain sentence without any secret.
    """

    def __init__(self, check: str, object_: str, detail: str) -> None:
        self.check, self.object, self.section, self.detail = check, object_, _SECTIONS[check], detail
        super().__init__(check, object_, detail)

    def __str__(self) -> str:
        return f"{self.check} (section {self.section}): {self.object}: {self.detail}"


class MalformedInput(ElectionError):
    """Something that the user gave (a key, a credential, a template, a choice) cannot be used as it is."""

    def __init__(self, what: str, where: str, advice: str) -> None:
        self.what, self.where, self.advice = what, where, advice
        super().__init__(what, where, advice)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.advice}"


class WrongMoment(ElectionError):
    """The election is not at the stage that an action needs."""


class ArchiveBusy(ElectionError):
    """Another process is writing to the archive."""


def refusal(object_: str, check: str, where: str, detail: str) -> VerificationError:
    """A check that failed inside an object."""
    return VerificationError(check, f"{object_}: {where}" if where else object_, detail)


def of_core(error: CoreError, object_: str) -> ElectionError:
    """The core's refusal, with the name of the object that it was given."""
    check, where, detail = error.args
    if check in _SECTIONS:
        return refusal(object_, check, where, detail)
    return MalformedInput(detail, f"{object_}: {where}" if where else object_, "Correct it and try again.")


@contextmanager
def named(object_: str) -> Iterator[None]:
    """Let a refusal of the core inside the block say which object it is about."""
    try:
        yield
    except CoreError as error:
        raise of_core(error, object_) from None
