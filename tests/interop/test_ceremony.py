"""A threshold key made by trustees some of whom use belenios-tool and some Veche (4.6), then used by both."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from veche._core import Group
from veche.election import threshold

from .belenios_tool.peer_election import draw_up_with
from .belenios_tool.releases import GCM, RELEASES
from .belenios_tool.tool import BeleniosTool
from .belenios_tool.trustees import KeyCeremony, PeerTrustee
from .our_election import OurElection
from .papers import YES_NO, count
from .sharing import count_together, verify_all, vote

SIZE, THRESHOLD = 3, 2
OURS = 2
"""The member that uses Veche; the others use belenios-tool."""
VERSIONS = [version for version, release in RELEASES.items() if release.seals_with == GCM]
GROUPS = ("Ed25519", "RFC-3526-2048", "BELENIOS-2048")


class MixedCeremony:
    """The six steps; `we_direct` says whose program the organiser uses for steps 2, 4 and 6."""

    def __init__(self, tool: BeleniosTool, folder: Path, group_name: str, *, we_direct: bool) -> None:
        self.folder, self.group, self.we_direct = folder, Group(group_name), we_direct
        self.theirs = KeyCeremony(tool, folder, group_name, THRESHOLD, SIZE)
        self.seeds: dict[int, Path] = {}

    def run(self) -> tuple[bytes, list[PeerTrustee]]:
        """Returns the threshold parameters and the members."""
        members = range(1, SIZE + 1)
        certificates = [self.certificate(i) for i in members]
        self.write("certs.jsons", certificates)
        if self.we_direct:
            threshold.check_certificates(self.group, certificates)
        else:
            self.theirs.step(2, "--certs", self.folder / "certs.jsons")
        polynomials = [self.polynomial(i, certificates) for i in members]
        self.write("polynomials.jsons", polynomials)
        inputs = self.inputs(certificates, polynomials)
        outputs = [self.output(i, certificates, each) for i, each in zip(members, inputs, strict=True)]
        parameters, keys = self.finish(certificates, polynomials, outputs)
        return parameters, [PeerTrustee(i, self.seeds[i], key) for i, key in zip(members, keys, strict=True)]

    def certificate(self, index: int) -> bytes:
        """Step 1."""
        if index != OURS:
            certificate = self.theirs.certificate(index)
            self.seeds[index] = self.theirs.seeds[-1]
            return certificate.strip()
        seed, certificate = threshold.certificate(self.group, THRESHOLD, SIZE, index)
        self.seeds[index] = self.write(f"{threshold.certificate_id(certificate)}.key", [seed.encode()])
        self.theirs.seeds.append(self.seeds[index])
        return certificate

    def polynomial(self, index: int, certificates: list[bytes]) -> bytes:
        """Step 3."""
        if index != OURS:
            return self.theirs.polynomial(index, self.folder / "certs.jsons").strip()
        return threshold.polynomial(self.group, certificates, self.seeds[index].read_text().strip())

    def inputs(self, certificates: list[bytes], polynomials: list[bytes]) -> list[bytes]:
        """Step 4."""
        if self.we_direct:
            return threshold.vinputs(self.group, certificates, polynomials)
        self.theirs.step(4, *self.files())
        return [seed.with_suffix(".vinput").read_bytes().strip() for seed in self.theirs.seeds]

    def output(self, index: int, certificates: list[bytes], vinput: bytes) -> bytes:
        """Step 5."""
        if index == OURS:
            return threshold.voutput(self.group, certificates, self.seeds[index].read_text().strip(), vinput)
        say = ("--certs", self.folder / "certs.jsons", "--key", self.seeds[index])
        return self.theirs.step(5, *say, stdin=vinput + b"\n").strip()

    def finish(
        self, certificates: list[bytes], polynomials: list[bytes], outputs: list[bytes]
    ) -> tuple[bytes, list[Path]]:
        """Step 6: the parameters, and the file of each member's decryption key."""
        files = [seed.with_suffix(".dkey") for seed in self.theirs.seeds]
        if not self.we_direct:
            parameters = self.theirs.step(6, *self.files(), stdin=b"\n".join(outputs) + b"\n")
            return parameters.strip(), files
        parameters, keys = threshold.threshold_parameters(self.group, certificates, polynomials, outputs)
        for file, key in zip(files, keys, strict=True):
            file.write_bytes(key + b"\n")
        return parameters, files

    def files(self) -> tuple[str | Path, ...]:
        """Where belenios-tool finds what was made so far."""
        return "--certs", self.folder / "certs.jsons", "--polynomials", self.folder / "polynomials.jsons"

    def write(self, name: str, lines: list[bytes]) -> Path:
        """A file with one message a line."""
        (self.folder / name).write_bytes(b"".join(line + b"\n" for line in lines))
        return self.folder / name


@pytest.mark.parametrize("we_direct", [True, False], ids=["we-direct", "they-direct"])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("version", VERSIONS)
def test_a_key_made_together(
    tool: Callable[[str], BeleniosTool], tmp_path: Path, version: str, group: str, we_direct: bool
) -> None:
    """Our member and one of theirs decrypt an election for a key that all three made."""
    ceremony = tmp_path / "ceremony"
    ceremony.mkdir()
    parameters, members = MixedCeremony(tool(version), ceremony, group, we_direct=we_direct).run()
    assert len(json.loads(parameters)["certs"]) == SIZE
    message = b'[["Pedersen",' + parameters + b"]]"
    theirs, credentials = draw_up_with(
        tool(version), tmp_path, group, YES_NO.questions, message, YES_NO.voters
    )
    ours = OurElection(theirs.archive)
    vote(theirs, ours, list(credentials.values()), YES_NO)
    chosen = [members[OURS - 1], members[-1]]
    assert count_together(ours, theirs, chosen, YES_NO, exchange_members=True) == count(YES_NO)
    verify_all(theirs, ours, again=group == "Ed25519")
