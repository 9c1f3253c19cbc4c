"""Hold an election with belenios-tool: one archive in a folder, and one method for each thing that a role does."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .tool import BeleniosTool
from .trustees import PeerTrustee, board

Choice = list[list[int]] | list[list[list[int]]]


class PeerElection:
    """An archive `UUID.bel` alone in `folder`, worked on by one release of belenios-tool."""

    def __init__(self, tool: BeleniosTool, folder: Path) -> None:
        self.tool, self.folder = tool, folder

    @property
    def archive(self) -> Path:
        """The archive."""
        [path] = self.folder.glob("*.bel")
        return path

    def ballot(self, credential: str, choice: Choice) -> bytes:
        """A ballot with one answer for each question."""
        secret = self._file("privcred", credential)
        wish = self._file("choice", json.dumps(choice, separators=(",", ":")))
        option = self.tool.release.choice_option
        return self.tool(
            self.folder, "election", "generate-ballot", "--privcred", secret, option, wish
        ).strip()

    def verify_ballot(self, ballot: bytes) -> None:
        """Check one ballot for this election, not yet in it. Raises ToolRefused.

        A release that cannot verifies the archive with the ballot added, in a folder of its own.
        """
        if not self.tool.release.verify_ballot:
            with tempfile.TemporaryDirectory(dir=self.folder) as name:
                copy = PeerElection(self.tool, Path(name))
                shutil.copy(self.archive, name)
                copy.cast(ballot)
                copy.verify()
            return
        self.tool(self.folder, "election", "verify-ballot", "--ballot", self._file("ballot", ballot.decode()))

    def add(self, event: str, messages: bytes = b"") -> None:
        """Append an event; the last line of `messages` is its payload, those before it stand before it."""
        self.tool(self.folder, "archive", "add-event", f"--type={event}", stdin=messages)

    def cast(self, ballot: bytes) -> None:
        """Append a ballot."""
        self.add("Ballot", ballot + b"\n")

    def close(self) -> None:
        """End the voting and append the encrypted tally."""
        self.add("EndBallots")
        self.add("EncryptedTally", self.tool(self.folder, "election", "compute-encrypted-tally"))

    def shuffle(self, owner: int) -> None:
        """Append a shuffle by the trustee number `owner`."""
        self.add("Shuffle", self.tool(self.folder, "election", "shuffle", "--trustee-id", str(owner)))

    def end_shuffles(self) -> None:
        """Close the shuffles."""
        self.add("EndShuffles")

    def decrypt(self, trustee: PeerTrustee) -> None:
        """Append one trustee's partial decryption."""
        who = ("--trustee-id", str(trustee.owner))
        if trustee.decryption_key is None:
            share = self.tool(self.folder, "election", "decrypt", *who, "--privkey", trustee.key)
        else:
            keys = ("--key", trustee.key, "--decryption-key", trustee.decryption_key)
            share = self.tool(self.folder, "election", "decrypt-threshold", *who, *keys)
        self.add("PartialDecryption", share)

    def result(self) -> list[object]:
        """Compute the result, append it and return it."""
        message = self.tool(self.folder, "election", "compute-result")
        self.add("Result", message)
        return list(json.loads(message)["result"])

    def verify(self) -> None:
        """Check the whole archive as far as it goes. Raises ToolRefused."""
        self.tool(self.folder, "election", "verify")

    def _file(self, name: str, content: str) -> Path:
        path = self.folder / name
        path.write_text(content + "\n")
        return path


def draw_up(
    tool: BeleniosTool,
    folder: Path,
    group: str,
    questions: Sequence[object],
    kind: str,
    weights: Sequence[int],
) -> tuple[PeerElection, dict[str, str], list[PeerTrustee]]:
    """Set up an election for one voter per weight. Returns it, each voter's credential, and its trustees.

    `folder` must be empty; the keys and everything secret lie in `folder/keys`.
    """
    keys = folder / "keys"
    keys.mkdir()
    message, trustees = board(tool, keys, group, kind)
    election, credentials = draw_up_with(tool, folder, group, questions, message.encode(), weights)
    return election, credentials, trustees


def draw_up_with(
    tool: BeleniosTool,
    folder: Path,
    group: str,
    questions: Sequence[object],
    trustees: bytes,
    weights: Sequence[int],
) -> tuple[PeerElection, dict[str, str]]:
    """Set up an election for the message `trustees`. Returns it and each voter's credential."""
    keys = folder / "keys"
    keys.mkdir(exist_ok=True)
    uuid = tool.token(keys)
    credentials = make_credentials(tool, keys, uuid, group, weights)
    (keys / "trustees.json").write_bytes(trustees + b"\n")
    template = {"description": "Held with belenios-tool.", "name": "Test", "questions": list(questions)}
    (keys / "template.json").write_text(json.dumps(template))
    tool(keys, "setup", "make-election", "--uuid", uuid, "--group", group, "--template", "template.json")
    tool(keys, "archive", "init")
    (keys / f"{uuid}.bel").rename(folder / f"{uuid}.bel")
    return PeerElection(tool, folder), credentials


def make_credentials(
    tool: BeleniosTool, keys: Path, uuid: str, group: str, weights: Sequence[int]
) -> dict[str, str]:
    """Make the credentials of voters a1, a2, … and the file public_creds.json. Returns each voter's credential."""
    weighted = any(weight != 1 for weight in weights)
    lines = [
        f"a{i}@example.org,a{i}" + (f",{weight}" if weighted else "") for i, weight in enumerate(weights, 1)
    ]
    (keys / "voters.txt").write_text("".join(line + "\n" for line in lines))
    tool(keys, "setup", "generate-credentials", "--uuid", uuid, "--group", group, "--file", "voters.txt")
    [public], [private] = keys.glob("*.pubcreds"), keys.glob("*.privcreds")
    public.rename(keys / "public_creds.json")
    text = private.read_text()
    if text.startswith("{"):
        return {f"a{i}": credential for i, credential in enumerate(json.loads(text).values(), 1)}
    return {f"a{i}": line.split()[1] for i, line in enumerate(text.splitlines(), 1)}  # release 2.0
