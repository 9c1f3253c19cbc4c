"""What a trustee's device verifies before it decrypts: archives made here, archives of a liar, and a sample of the bad vectors.

All bad vectors are tried by `make vectors`.
"""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from booth.station import Refused, Station
from election.support import COMMITTEE, LISTS, RANKING, YES_NO, Scene, choices_of, make_scene
from vectors.collection import bad_archives, bad_before_decryption
from vectors.judge import same_object

from veche.election.board import Board
from veche.election.questions import Question
from vectors.make.archive import Archive, Record, read

SAMPLE = 60
ALL = (YES_NO, COMMITTEE, LISTS)


def verify(booth: Station, archive: bytes) -> Any:
    return booth.ask("verify", b64encode(archive).decode())


def decrypt(booth: Station, scene: Scene, archive: bytes, owner: int, even_one: bool = False) -> Any:
    key = json.dumps(scene.keys.secrets[owner - 1].to_decimal().decode())
    return booth.ask("verifyAndDecrypt", b64encode(archive).decode(), key, even_one)


def added_up(
    path: Path,
    *questions: Question,
    choices: list[str] | None = None,
    by: list[int] | None = None,
    **kind: Any,
) -> Scene:
    """A closed vote whose ballots were multiplied."""
    scene = make_scene(path, *questions, **kind)
    with Board.open(path) as board:
        board.add_ballots(scene.ballots(choices_of(*questions) if choices is None else choices, by))
        board.end_ballots()
        board.add_encrypted_tally()
    return scene


@pytest.mark.parametrize(
    ("questions", "kind"),
    [
        ((YES_NO,), {}),
        (ALL, {"trustees": "mixed"}),
        (ALL, {"weights": [2_000_000_000] * 3}),
        ((LISTS, LISTS), {"trustees": "threshold", "voters": 5}),
    ],
)
def test_an_archive_is_verified_and_its_tally_decrypted(
    booth: Station, tmp_path: Path, questions: tuple[Question, ...], kind: dict[str, Any]
) -> None:
    scene = added_up(tmp_path / "vote.bel", *questions, **kind)
    done = decrypt(booth, scene, scene.path.read_bytes(), 1)
    assert (done["roll"], done["ballots"], done["counted"]) == (kind.get("voters", 3), 3, 3)
    with Board.open(scene.path) as board:
        board.add_partial_decryption(1, done["decryption"].encode())
    again = decrypt(booth, scene, scene.path.read_bytes(), 2)
    assert {**again, "decryption": ""} == {**done, "decryption": ""}


def test_ballots_that_were_replaced_are_not_in_the_sum(booth: Station, tmp_path: Path) -> None:
    scene = added_up(tmp_path / "vote.bel", *ALL, choices=choices_of(*ALL) * 2, by=[0, 1, 1, 0, 1, 0])
    done = decrypt(booth, scene, scene.path.read_bytes(), 2)
    assert (done["roll"], done["ballots"], done["counted"]) == (3, 6, 2)
    assert done["fewest"] == 2


def test_a_running_vote_is_verified_as_far_as_it_goes(booth: Station, tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "vote.bel", RANKING, YES_NO)
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(choices_of(RANKING, YES_NO)))
    done = verify(booth, scene.path.read_bytes())
    assert (done["ballots"], done["counted"]) == (3, 0)
    assert "tally" not in done
    assert refusal_of(booth, scene, scene.path.read_bytes()) == "untallied"


def refusal_of(booth: Station, scene: Scene, archive: bytes, **how: bool) -> str:
    with pytest.raises(Refused) as caught:
        decrypt(booth, scene, archive, 1, **how)
    return str(caught.value.check)


def test_a_liar_who_puts_one_ballot_in_place_of_the_tally_is_refused(booth: Station, tmp_path: Path) -> None:
    """The tally is that voter's ballot, its size is said to be right, and every hash and event is made to fit."""
    scene = added_up(tmp_path / "vote.bel", YES_NO)
    archive = read(scene.path.read_bytes())
    victim = json.loads(archive.record(archive.places("Ballot")[1], "ballot"))["answers"]
    [at] = archive.places("EncryptedTally")
    tally = json.dumps([answer["choices"] for answer in victim], separators=(",", ":")).encode()
    lie = archive.with_record(at, "encrypted_tally", tally)
    assert refusal_of(booth, scene, lie.write()) == "tally.aggregate"
    counted = json.dumps(
        {"num_tallied": 1, "total_weight": 1, "encrypted_tally": archive.steps[at].data[0].was},
        separators=(",", ":"),
    ).encode()
    lie = lie.with_record(at, "sized_encrypted_tally", counted)
    assert refusal_of(booth, scene, lie.write(), even_one=True) == "tally.count"


def test_a_liar_who_leaves_ballots_out_shows_how_few_are_left(booth: Station, tmp_path: Path) -> None:
    """One real ballot, and a tally of it alone, are an archive without fault: so a sum of one is not decrypted unasked."""
    whole = added_up(tmp_path / "vote.bel", YES_NO)
    archive = read(whole.path.read_bytes())
    alone = replace(archive, steps=(archive.steps[0], *archive.steps[2:3], *archive.steps[4:]))
    tally = json.dumps(
        [answer["choices"] for answer in json.loads(archive.record(2, "ballot"))["answers"]],
        separators=(",", ":"),
    ).encode()
    [at] = alone.places("EncryptedTally")
    lie = sized(alone.with_record(at, "encrypted_tally", tally), at, 1).write()
    assert refusal_of(booth, whole, lie) == "few"
    assert decrypt(booth, whole, lie, 1, even_one=True)["counted"] == 1


def sized(archive: Archive, at: int, ballots: int) -> Archive:
    """The archive with another number of ballots in its tally."""
    tally, before = archive.steps[at].data
    fields = json.loads(before.body) | {"num_tallied": ballots, "total_weight": ballots}
    body = json.dumps(fields, separators=(",", ":")).encode()
    step = replace(archive.steps[at], data=(tally, Record(before.kind, body, before.was)))
    return archive.with_step(at, step)


def test_a_liar_who_gives_one_voter_a_weight_of_their_own_shows_it(booth: Station, tmp_path: Path) -> None:
    """The sum of all ballots would tell that vote; so would one in which nobody else has a weight above 0."""
    scene = added_up(tmp_path / "lone.bel", YES_NO, weights=[1, 1, 1000])
    assert refusal_of(booth, scene, scene.path.read_bytes()) == "few"
    known = decrypt(booth, scene, scene.path.read_bytes(), 1, even_one=True)
    assert (known["counted"], known["fewest"]) == (3, 1)
    scene = added_up(tmp_path / "zero.bel", YES_NO, weights=[0, 1, 0])
    assert refusal_of(booth, scene, scene.path.read_bytes()) == "few"
    scene = added_up(tmp_path / "two.bel", YES_NO, weights=[7, 0, 7])
    known = decrypt(booth, scene, scene.path.read_bytes(), 1)
    assert (known["counted"], known["fewest"]) == (2, 2)


def test_another_election_of_the_same_trustees_needs_its_own_ballots(booth: Station, tmp_path: Path) -> None:
    here = added_up(tmp_path / "here.bel", YES_NO)
    there = added_up(tmp_path / "there.bel", YES_NO, keys=here.keys)
    archive, other = read(here.path.read_bytes()), read(there.path.read_bytes())
    stolen = archive.with_record(1, "ballot", other.record(1, "ballot"))
    assert refusal_of(booth, here, stolen.write()) == "ballot.election"


def test_a_vote_in_which_nobody_voted_hides_nobody(booth: Station, tmp_path: Path) -> None:
    scene = added_up(tmp_path / "vote.bel", YES_NO, choices=[])
    assert decrypt(booth, scene, scene.path.read_bytes(), 1)["counted"] == 0


def test_what_is_too_much_for_a_page_is_refused_at_once(booth: Station, tmp_path: Path) -> None:
    """A vote with 3,000 ballots, none of which is read: the sizes alone refuse it."""
    scene = make_scene(tmp_path / "vote.bel", YES_NO)
    archive = read(scene.path.read_bytes())
    [ballot] = scene.ballots(choices_of(YES_NO)[:1])
    step = read(bad_archives()["ed25519-revote/extends.shorter.bel"]).steps[1]
    many = replace(archive, steps=(*archive.steps, *[replace(step, data=(Record("ballot", ballot),))] * 3000))
    with pytest.raises(Refused) as caught:
        verify(booth, many.write())
    assert caught.value.check == "size"


def sample() -> list[dict[str, Any]]:
    """One vector for every check, and others at even distances."""
    entries = bad_before_decryption()
    first = {entry["check"]: entry for entry in reversed(entries)}
    return [*first.values(), *entries[:: len(entries) // SAMPLE]]


def test_bad_vectors_are_refused_for_their_reason(booth: Station) -> None:
    archives, wrong = bad_archives(), []
    for entry in sample():
        with pytest.raises(Refused) as caught:
            verify(booth, archives[entry["file"]])
        said = caught.value
        if said.check != entry["check"] or not same_object(entry["object"], said.where):
            wrong.append(f"{entry['file']}: {said.check} {said.where}")
    assert wrong == []
