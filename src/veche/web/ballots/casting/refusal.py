"""Why a ballot is not taken, as a code that the booth and the pages put into words."""

from __future__ import annotations

from veche.election.errors import VerificationError

CODES = ("form", "election", "credential", "proof", "too_large", "closed", "not_open", "busy", "try_again")
"""All of them; each has a sentence in the section `refusal` of the words."""
STATUS = {"closed": 409, "not_open": 409, "too_large": 413, "busy": 503, "try_again": 503}
"""Of the answer, where it is not 400."""
_NAMED = {
    "json": "form",
    "answer.shape": "form",
    "archive.format": "too_large",
    "ballot.election": "election",
    "ballot.credential": "credential",
}


class Refused(Exception):
    """A ballot was not taken, and nothing of it was kept. `code` is one of `CODES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        """Of the answer in HTTP."""
        return STATUS.get(self.code, 400)


def refused(error: VerificationError) -> Refused:
    """The refusal that tells a voter of a failed check. Whatever has no name of its own is a proof that does not hold."""
    return Refused(_NAMED.get(error.check, "proof"))
