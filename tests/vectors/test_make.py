"""The set is what its program makes, and leaves no check and no field out."""

from __future__ import annotations

import pytest
from vectors.collection import bad_archives, manifest

from vectors.make import fields, groups, prove, rules, wire
from vectors.make.archive import read
from vectors.make.everything import base
from vectors.make.handmade import archives, setup
from vectors.make.pack import sections
from vectors.make.plans import ALL, REVOTE, WEIGHTS

OUTSIDE_ARCHIVES = {"threshold.secret", "threshold.message", "ballot.opening"}
"""Key generation, and ballots that were opened, leave no trace in an archive."""


def test_every_check_refuses_something() -> None:
    refused = {entry["check"] for entry in manifest()["bad"]}
    assert refused == set(sections()) - OUTSIDE_ARCHIVES


def test_the_manifest_names_every_file_once() -> None:
    entries = manifest()["bad"]
    named = [entry["file"] for entry in entries] + [
        entry["extends"] for entry in entries if "extends" in entry
    ]
    assert sorted(named) == sorted(bad_archives())


def test_the_program_makes_the_same_bytes_again() -> None:
    made = [*archives.vectors(base(REVOTE.name)), *setup.vectors(base(WEIGHTS.name))]
    stored = bad_archives()
    assert len(made) > 100
    assert [bad.file for bad in made if stored[bad.file] != bad.archive] == []


def test_every_field_of_every_message_is_altered() -> None:
    """Each leaf of the election with every kind of question is named in the file name of some vector."""
    altered = "\n".join(entry["file"] for entry in manifest()["bad"])
    for step in base(ALL.name).archive.steps:
        for record in step.data:
            for path, node in wire.walk(wire.read(record.body)):
                if isinstance(node, str) and fields.kind(record.kind, path, node) not in (
                    "nested",
                    "public_credential",
                ):
                    assert path[-1] in (0, 1, 2, 3) or f"{path[-1]}" in altered, wire.shown(path)


def test_a_field_that_nobody_knows_stops_the_program() -> None:
    with pytest.raises(LookupError):
        fields.kind("ballot", ("answers", 0, "novelty"), '"1"')
    with pytest.raises(LookupError):
        rules.expected("novelty", "field", "scalar", "plus one")


def test_an_alteration_changes_nothing_else() -> None:
    """Names, references and the chain are made right: the altered archive reads as one that was written so."""
    stored = bad_archives()
    for name in (
        "ed25519-all/ballot-1.answers[0].choices[1].alpha.another.bel",
        "ed25519-all/election.version.plus-one.bel",
    ):
        assert read(stored[name]).write() == stored[name]


@pytest.mark.parametrize("name", ["Ed25519", "RFC-3526-2048", "BELENIOS-2048"])
def test_points_of_small_order_are_what_they_say(name: str) -> None:
    group = groups.group(name)
    for point in group.small:
        assert group.write(group.exp(point, group.order)) != group.write(group.one)


def test_a_proof_for_a_point_of_mixed_order_holds() -> None:
    """g^response key^challenge is the commitment that was hashed, although the key lies outside the group."""
    group = groups.group("Ed25519")
    key = group.mul(group.exp(group.generator, 5), group.small[2])
    proof = prove.schnorr(group, groups.Dice("test"), "prefix", 5, key)
    challenge, response = (int(wire.content(node)) for _, node in proof)
    commitment = group.mul(group.exp(group.generator, response), group.exp(key, challenge))
    assert challenge == prove.digest(f"prefix|{group.write(commitment)}") % group.order
