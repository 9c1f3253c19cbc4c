"""The shared folder of a threshold ceremony: who takes part, and what each trustee has put in.

Any way to share a folder will do: a memory stick that goes round, a shared drive, letters with attachments. What stands in
it may be read by anyone. Each trustee adds three files and changes none:

    ceremony.json     group, number of trustees, threshold           (the returning officer)
    N.cert            step 1: the certificate of trustee N
    N.polynomial      step 2: committed coefficients, and shares sealed to each trustee
    N.voutput         step 3: the public key that trustee N's shares add up to
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from veche._core import Group
from veche.cli.files import LARGE, read
from veche.election.canonical import read as read_message
from veche.election.errors import MalformedInput
from veche.election.messages import CERTIFICATE_KEYS, SIGNED_MESSAGE
from veche.election.new_files import write_new
from veche.election.signing import signing_key

STEPS = {"cert": "certificate", "polynomial": "polynomial", "voutput": "share"}
"""The file of each step, and the command that makes it."""


@dataclass(frozen=True)
class Ceremony:
    folder: Path
    group: Group
    size: int
    threshold: int

    @classmethod
    def open(cls, folder: Path) -> Ceremony:
        """Raises OSError, or MalformedInput where the folder holds no ceremony."""
        path = folder / "ceremony.json"
        advice = "ask the returning officer for the folder again"
        try:
            data = json.loads(read(path))
            group, size, threshold = Group(data["group"]), int(data["trustees"]), int(data["threshold"])
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            raise MalformedInput("not the description of a ceremony", str(path), advice) from None
        if not 1 <= threshold <= size <= 1000:
            raise MalformedInput(
                f"a threshold of {threshold} among {size} trustees cannot be", str(path), advice
            )
        return cls(folder, group, size, threshold)

    def path(self, number: int, kind: str) -> Path:
        return self.folder / f"{number}.{kind}"

    def missing(self, kind: str) -> list[int]:
        """The trustees who have not done this step."""
        return [number for number in range(1, self.size + 1) if not self.path(number, kind).exists()]

    def messages(self, kind: str) -> list[bytes]:
        """Every trustee's file of one step, in order. Raises MalformedInput naming those who are still to act."""
        late = self.missing(kind)
        if late:
            who = ", ".join(map(str, late))
            what = f"step '{STEPS[kind]}' is still to be done by trustee {who}"
            raise MalformedInput(
                what, str(self.folder), f"wait for them; see 'veche trustee status {self.folder}'"
            )
        return [read(self.path(number, kind), LARGE) for number in range(1, self.size + 1)]

    def write(self, number: int, kind: str, message: bytes) -> None:
        write_new(self.path(number, kind), message)

    def number_of(self, seed: str) -> int:
        """Which trustee holds this key. Raises MalformedInput where none of the certificates was made with it."""
        mine = signing_key(self.group, seed).public()
        for number, certificate in enumerate(self.messages("cert"), 1):
            keys = read_message(
                CERTIFICATE_KEYS,
                read_message(SIGNED_MESSAGE, certificate, f"{number}.cert").message.encode(),
                f"{number}.cert",
            )
            if keys.verification == mine:
                return number
        raise MalformedInput(
            "no certificate in this folder was made with your key", str(self.folder), "check both"
        )

    def fingerprint(self) -> str:
        """A short text over all certificates, for trustees to compare by voice: whoever swaps one changes it."""
        digest = sha256(b"\n".join(self.messages("cert"))).hexdigest()[:32]
        return " ".join(digest[i : i + 4] for i in range(0, len(digest), 4))
