"""Trustees who keep their keys with belenios-tool: single, and Pedersen with a threshold (specification 4.5)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .tool import BeleniosTool


@dataclass(frozen=True)
class PeerTrustee:
    """A trustee as belenios-tool keeps one. `owner` counts all trustees from 1, every Pedersen member by itself."""

    owner: int
    key: Path
    """The private key of a single trustee, or the seed of a Pedersen member."""
    decryption_key: Path | None = None
    """A Pedersen member's sealed decryption key (its `voutput`'s private_key); None for a single trustee."""


def single(tool: BeleniosTool, folder: Path, group: str) -> tuple[str, Path]:
    """Make a single trustee's key pair. Returns its trustee_public_key and the file of its private key."""
    before = set(folder.glob("*.privkey"))
    tool(folder, "setup", "generate-trustee-key", "--group", group)
    [private] = set(folder.glob("*.privkey")) - before
    return private.with_suffix(".pubkey").read_text().strip(), private


class KeyCeremony:
    """The six steps by which `size` trustees make a key that `threshold` of them can use (4.6)."""

    def __init__(self, tool: BeleniosTool, folder: Path, group: str, threshold: int, size: int) -> None:
        self.tool, self.folder, self.threshold, self.size = tool, folder, threshold, size
        self.group = group
        self.seeds: list[Path] = []

    def step(self, number: int, *arguments: str | Path, stdin: bytes = b"") -> bytes:
        """Run one step in the ceremony's folder."""
        name = "generate-trustee-key-threshold"
        return self.tool(
            self.folder, "setup", name, "--group", self.group, "--step", str(number), *arguments, stdin=stdin
        )

    def certificate(self, index: int) -> bytes:
        """Step 1 for the member `index`, from 1: make a seed, return the certificate."""
        self.step(1, *self._context(index))
        [seed] = set(self.folder.glob("*.key")) - set(self.seeds)
        self.seeds.append(seed)
        return seed.with_suffix(".cert").read_bytes()

    def polynomial(self, index: int, certificates: Path) -> bytes:
        """Step 3 for one member: its polynomial, sealed for the others."""
        seed = self.seeds[index - 1]
        return self.step(3, *self._context(index), "--certs", certificates, "--key", seed)

    def run(self) -> tuple[str, list[tuple[Path, Path]]]:
        """All steps by one tool. Returns the threshold parameters and each member's seed and decryption key."""
        certificates = self._keep("certs.jsons", [self.certificate(i) for i in range(1, self.size + 1)])
        self.step(2, "--certs", certificates)
        everyone = range(1, self.size + 1)
        polynomials = self._keep("polynomials.jsons", [self.polynomial(i, certificates) for i in everyone])
        self.step(4, "--certs", certificates, "--polynomials", polynomials)
        outputs = [
            self.step(
                5, "--certs", certificates, "--key", seed, stdin=seed.with_suffix(".vinput").read_bytes()
            )
            for seed in self.seeds
        ]
        parameters = self.step(
            6, "--certs", certificates, "--polynomials", polynomials, stdin=b"".join(outputs)
        )
        return parameters.decode().strip(), [(seed, seed.with_suffix(".dkey")) for seed in self.seeds]

    def _context(self, index: int) -> tuple[str, ...]:
        """How a release is told the threshold; those before 3.0 put no context into their certificates."""
        if self.tool.release.signed_thresholds:
            return ("--threshold-context", f"{index}/{self.threshold}/{self.size}")
        return ("--threshold", str(self.threshold))

    def _keep(self, name: str, lines: list[bytes]) -> Path:
        path = self.folder / name
        path.write_bytes(b"".join(lines))
        return path


def board(tool: BeleniosTool, folder: Path, group: str, kind: str) -> tuple[str, list[PeerTrustee]]:
    """Make the trustees of an election: "single" (two), "threshold" (2 of 3) or "mixed" (one single and 2 of 3).

    Returns the `trustees` message and all trustees.
    """
    items: list[str] = []
    trustees: list[PeerTrustee] = []
    for _ in range({"single": 2, "threshold": 0, "mixed": 1}[kind]):
        public, private = single(tool, folder, group)
        items.append(f'["Single",{public}]')
        trustees.append(PeerTrustee(len(trustees) + 1, private))
    if kind != "single":
        parameters, members = KeyCeremony(tool, folder, group, threshold=2, size=3).run()
        items.append(f'["Pedersen",{parameters}]')
        trustees += [PeerTrustee(len(trustees) + i, *files) for i, files in enumerate(members, 1)]
    return f"[{','.join(items)}]", trustees
