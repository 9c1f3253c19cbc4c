"""Serious votes: trustees on their own machines, with the files that `veche` writes; a threshold, shuffles, lots, credentials."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from web.ballots_officers.conftest import Union, only_vote
from web.ballots_officers.test_life import credentials_for, drawn_up, file, go, opened
from web.ballots_officers.test_officers import at
from web.votes import PLACES, STRIKE

from veche._core import Group
from veche.cli import ceremony
from veche.cli.vote_file import read_vote
from veche.counting import Lot
from veche.election import threshold
from veche.election.ballots import make_ballot
from veche.election.board import Board
from veche.election.canonical import read as read_message
from veche.election.contents import read_contents
from veche.election.decryption import make_decryption
from veche.election.messages import VERIFICATION_OUTPUT
from veche.election.questions import HomomorphicQuestion, ListsQuestion
from veche.election.shuffle import make_shuffle
from veche.election.threshold import open_decryption_key
from veche.election.trustees import generate_trustee
from veche.election.verify import verify_archive
from veche.web.ballots import jobs
from veche.web.ballots.actions.holding import template_of
from veche.web.ballots.casting.box import cast
from veche.web.ballots.drawing.questions import stored
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Job, Officer, Post, Stage

pytestmark = pytest.mark.django_db
GROUP = Group("Ed25519")


def folder_of(union: Union, name: str, uuid: str, path: Path) -> Path:
    """The folder of the ceremony as a trustee downloads and unpacks it."""
    whole = go(union.clients[name], f"/votes/{uuid}/trustee/ceremony.zip", status=200).content
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        archive.extractall(path)
    return path / "ceremony"


def test_two_trustees_hold_the_ceremony_with_the_command_and_one_of_two_is_not_enough(
    union: Union, tmp_path: Path
) -> None:
    vote = drawn_up(union, "strike", way="threshold", threshold=2)
    here, names = f"/votes/{vote.uuid}/trustee/upload/", {"ana": 1, "bo": 2}
    steps = (("cert", None), ("polynomial", ceremony.polynomial), ("voutput", ceremony.share))
    for ending, step in steps:
        for name, number in names.items():
            folder = folder_of(union, name, vote.uuid, tmp_path / f"{name}-{ending}")
            key = tmp_path / f"{name}.key"
            if step is None:
                ceremony.certificate(folder, key, number)
            else:
                step(folder, key)
            go(union.clients[name], here, file((folder / f"{number}.{ending}").read_bytes()))
    assert only_vote().trustees is not None
    credentials = credentials_for(union, vote)
    opened(union, vote)
    election = read_contents(archive_file(vote.uuid)).election
    cast(only_vote(), make_ballot(election, credentials[0], b"[[1,0]]"))
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/close/", {"sure": "on"})
    jobs.tally.call(vote.uuid)
    for name in names:
        assert only_vote().stage == Stage.DECRYPTING
        seed = (tmp_path / f"{name}.key").read_text().strip()
        secret = open_decryption_key(GROUP, seed, (tmp_path / f"{name}.dkey").read_bytes())
        ciphertexts = read_contents(archive_file(vote.uuid)).ciphertexts_to_decrypt()
        go(union.clients[name], here, file(make_decryption(election, ciphertexts, secret)))
    assert verify_archive(archive_file(vote.uuid)).result == [[1, 0]]


def test_a_step_of_the_ceremony_waits_for_all_and_refuses_what_does_not_fit(union: Union) -> None:
    vote = drawn_up(union, "strike", way="threshold", threshold=2)
    ana, here = union.clients["ana"], f"/votes/{vote.uuid}/trustee/upload/"
    _, other = threshold.certificate(GROUP, 2, 2, 2)
    for wrong in (other, b"nonsense", threshold.certificate(GROUP, 2, 3, 1)[1]):
        go(ana, here, file(wrong), 422)
    go(ana, here, file(threshold.certificate(GROUP, 2, 2, 1)[1]))
    go(ana, here)  # nothing is due before Bo has done the step
    assert Officer.objects.get(post=Post.TRUSTEE, number=1).polynomial is None
    page = ana.get(f"/votes/{vote.uuid}/trustee/", headers={"Accept-Language": "en"}).content.decode()
    assert "nothing for you to do now" in page


def test_a_message_of_the_second_step_that_is_not_the_trustees_own_is_refused_at_once(union: Union) -> None:
    vote = drawn_up(union, "strike", way="threshold", threshold=2)
    here = f"/votes/{vote.uuid}/trustee/upload/"
    seeds, certs = zip(*(threshold.certificate(GROUP, 2, 2, number) for number in (1, 2)), strict=True)
    for name, cert in zip(("ana", "bo"), certs, strict=True):
        go(union.clients[name], here, file(cert))
    anas, bos = (threshold.polynomial(GROUP, certs, seed) for seed in seeds)
    go(union.clients["ana"], here, file(anas))
    go(union.clients["bo"], here, file(anas), 422)
    assert Officer.objects.get(post=Post.TRUSTEE, number=2).polynomial is None
    go(union.clients["bo"], here, file(bos))


def combined(size: int, least: int) -> tuple[bytes, list[bytes]]:
    """The public file of a ceremony that was held elsewhere, and the certificates of its trustees."""
    made = [threshold.certificate(GROUP, least, size, n) for n in range(1, size + 1)]
    seeds, certs = [seed for seed, _ in made], [cert for _, cert in made]
    polynomials = [threshold.polynomial(GROUP, certs, seed) for seed in seeds]
    inputs = threshold.vinputs(GROUP, certs, polynomials)
    outputs = [threshold.voutput(GROUP, certs, seed, one) for seed, one in zip(seeds, inputs, strict=True)]
    assert read_message(VERIFICATION_OUTPUT, outputs[0], "voutput")
    return threshold.threshold_parameters(GROUP, certs, polynomials, outputs)[0], certs


def test_the_key_of_a_ceremony_held_elsewhere_is_brought_by_the_returning_officer(union: Union) -> None:
    vote = drawn_up(union, "strike", way="threshold", threshold=2)
    here, officer = f"/votes/{vote.uuid}/manage/keys/", union.clients["officer"]
    good, certs = combined(2, 2)
    go(officer, here, file(good), 422)  # no trustee has said yet which certificate is theirs
    for name, cert in zip(("ana", "bo"), certs, strict=True):
        go(union.clients[name], f"/votes/{vote.uuid}/trustee/upload/", file(cert))
    alone = combined(2, 2)[0]  # by somebody who made keys for all, to read every ballot
    forged = good.replace(b'"response":"', b'"response":"1', 1)
    named = good[:-3] + b',"name":"Zed"}]}'
    head, last, tail = good.rpartition(b'"response":"')
    unproved = head + last + b"1" + tail  # the certificates are right, what stands behind them is not
    for wrong in (combined(3, 2)[0], b"nonsense", forged, alone, named, unproved):
        go(officer, here, file(wrong), 422)
    go(union.clients["ana"], here, file(good), 403)
    go(officer, here, file(good))
    assert only_vote().trustees is not None


def test_trustees_shuffle_on_their_own_machines_and_send_the_archive(union: Union, tmp_path: Path) -> None:
    made = at(union, Stage.SHUFFLING, questions=(STRIKE, PLACES), voters=4, serious=True)
    here = f"/votes/{made.vote.uuid}/trustee/upload/"
    for number, name in enumerate(("ana", "bo"), 1):
        own = tmp_path / f"{name}.bel"
        own.write_bytes(made.path.read_bytes())
        go(union.clients[name], here, file(own.read_bytes()), 422)  # without a shuffle in it
        with Board.open(own) as board:
            board.add_shuffle(number, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
        go(union.clients[name], here, file(own.read_bytes()))
    assert only_vote().stage == Stage.DECRYPTING
    for number, name in enumerate(("ana", "bo"), 1):
        go(union.clients[name], here, file(made.decryption(number)))
    report = verify_archive(made.path)
    assert report.result is not None
    assert sorted(report.result[1]) == [[1, 2, 3]] * 3 + [[3, 2, 1]]


def test_one_shuffle_can_be_enough_if_the_returning_officer_says_so(union: Union, tmp_path: Path) -> None:
    made = at(union, Stage.SHUFFLING, questions=(PLACES,), rule="", voters=3, serious=True)
    address, officer = f"/votes/{made.vote.uuid}/manage/end-shuffles/", union.clients["officer"]
    go(officer, address, {}, 409)
    own = tmp_path / "own.bel"
    own.write_bytes(made.path.read_bytes())
    with Board.open(own) as board:
        board.add_shuffle(2, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
    go(union.clients["bo"], f"/votes/{made.vote.uuid}/trustee/upload/", file(own.read_bytes()))
    go(officer, address, {})
    go(officer, address, {})
    assert only_vote().stage == Stage.DECRYPTING


def test_the_vote_file_says_what_the_command_needs(union: Union, tmp_path: Path) -> None:
    blank = HomomorphicQuestion(('Ana "the first"', "Bo\x7f"), True, 0, 2, "Who?")
    lists = ListsQuestion((("North", "Ana", "Bo"), ("South", "Cy")), "Which list?")
    made = at(union, Stage.ROLL, questions=(STRIKE, blank, PLACES, lists), title="Straße «x»\n")
    path = tmp_path / "vote.toml"
    path.write_bytes(go(union.clients["ana"], f"/votes/{made.vote.uuid}/vote.toml", status=200).content)
    found = read_vote(path)
    assert found.uuid == made.vote.uuid
    assert stored(found.template.questions) == made.vote.questions
    mine = template_of(made.vote)
    assert (found.template.name, found.template.administrator) == (mine.name, mine.administrator)


def test_a_lot_is_sealed_before_the_vote_and_opened_after_it(union: Union) -> None:
    lot, other = Lot.seal(), Lot.seal()
    made = at(union, Stage.ROLL)
    here = f"/votes/{made.vote.uuid}/lot/"
    go(union.clients["worker"], here, file(lot.public_file), 403)
    spaced = json.dumps({"commitment": " ".join(lot.commitment)})
    for wrong in (b"{}", b"[" * 4000, json.dumps({"commitment": "ab"}).encode(), spaced.encode()):
        go(union.clients["ana"], here, file(wrong), 422)
    go(union.clients["ana"], here, file(lot.public_file.upper().replace(b"COMMITMENT", b"commitment")))
    go(union.clients["bo"], here, file(lot.public_file), 422)  # the same twice would never fall
    go(union.clients["ana"], here, file(other.public_file), 422)
    assert lot.commitment in go(union.clients["bo"], here, status=200).content.decode()
    made.vote.stage = Stage.PUBLISHED
    made.vote.save()
    go(union.clients["ana"], here, file(lot.secret_file), 409)  # no tie has asked for it
    Job.objects.create(vote=made.vote, work="report", state="failed", failure="TieNeedsLot")
    go(union.clients["bo"], here, file(lot.secret_file), 422)
    go(union.clients["ana"], here, file(other.secret_file), 422)
    go(union.clients["ana"], here, file(lot.secret_file))
    assert Officer.objects.get(lot=lot.commitment).seed == lot.seed.hex()


def test_no_credential_ever_reaches_the_server(union: Union, tmp_path: Path) -> None:
    """Up to the open vote, then everything that the server keeps: each row of each table, and each file."""
    vote = drawn_up(union, "strike")
    credentials = credentials_for(union, vote)
    union.clients["worker"].post(
        f"/votes/{vote.uuid}/credential/request/",
        json.dumps({"key": "A" * 43}),
        content_type="application/json",
    )
    for name in ("ana", "bo"):
        _, public = generate_trustee(GROUP, name.capitalize())
        go(union.clients[name], f"/votes/{vote.uuid}/trustee/upload/", file(public))
    opened(union, vote)
    rows = [repr(row) for model in apps.get_models() for row in model._base_manager.values_list()]
    kept = "".join(rows).encode() + archive_file(vote.uuid).read_bytes()
    assert vote.uuid.encode() in kept
    assert not any(one.encode() in kept for one in credentials)
