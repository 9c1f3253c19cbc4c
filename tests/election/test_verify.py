"""What verification refuses, and that the reason does not depend on how ballots are batched."""

from __future__ import annotations

import json
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from election.support import COMMITTEE, RANKING, TIMESTAMP, YES_NO, Scene, choices_of, make_scene, tally

from veche.election import verify
from veche.election.appender import Appender, group_bytes
from veche.election.archive import Archive, header_message
from veche.election.ballots import make_ballot
from veche.election.board import Board
from veche.election.chain import Chain, digest_of
from veche.election.contents import read_contents
from veche.election.credentials import generate_credential
from veche.election.decryption import make_decryption
from veche.election.election import open_election
from veche.election.errors import MalformedInput, VerificationError
from veche.election.extends import check_extends
from veche.election.tar import first_header, pad
from veche.election.verify import read_verified, verify_archive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Steps = list[tuple[bytes, list[bytes]]]


def steps_of(path: Path) -> Steps:
    """The events of an archive with their data, to be altered and written again."""
    with Archive(path) as archive:
        return [(group.type, [part.body for part in group.data]) for group in archive.groups()]


def write(path: Path, steps: Steps) -> Path:
    """An archive whose hashes and chain are right whatever it holds."""
    first = header_message(TIMESTAMP)
    path.write_bytes(
        first_header(len(first), TIMESTAMP) + pad(first) + group_bytes(Chain(), steps, TIMESTAMP)
    )
    return path


def refusal(path: Path, batch: int = 4096) -> tuple[str, str]:
    with pytest.raises(VerificationError) as caught:
        verify_archive(path, batch=batch)
    return caught.value.check, caught.value.object


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A ranking, a committee, three ballots, a trustee and 2 of 3 who all decrypt, a result."""
    scene = make_scene(tmp_path_factory.mktemp("finished") / "e.bel", COMMITTEE, RANKING, trustees="mixed")
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(choices_of(COMMITTEE, RANKING)))
    tally(scene, [1, 2, 3, 4])
    return scene


SETUP, FIRST, TALLY, SHUFFLE, END_SHUFFLES, DECRYPTION, RESULT = 0, 1, 5, 6, 8, 9, 13


def edit(message: bytes, change: Callable[[Any], Any]) -> bytes:
    value = json.loads(message)
    change(value)
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def with_setup(steps: Steps, place: int, change: Callable[[Any], Any]) -> Steps:
    """Alter a message of the set-up, and refer to it rightly."""
    data = list(steps[SETUP][1])
    data[place] = edit(data[place], change)
    names = ("election", "trustees", "credentials")
    data[3] = edit(
        data[3],
        lambda v: v.update(
            {name: digest_of(body).decode() for name, body in zip(names, data[:3], strict=True)}
        ),
    )
    return [(b"Setup", data), *steps[1:]]


def with_owned(steps: Steps, place: int, owner: int | None, message: bytes | None = None) -> Steps:
    """Alter a shuffle or a decryption and its owner, and refer to it rightly."""
    type_, (old, owned) = steps[place]
    body = old if message is None else message
    stated = json.loads(owned)["owner"] if owner is None else owner
    new = b'{"owner":%d,"payload":"%b"}' % (stated, digest_of(body))
    return [*steps[:place], (type_, [body, new]), *steps[place + 1 :]]


def test_the_scene_is_what_the_tests_take_it_for(finished: Scene) -> None:
    types = [type_ for type_, _ in steps_of(finished.path)]
    assert [types[i] for i in (SETUP, FIRST, TALLY, SHUFFLE, END_SHUFFLES, DECRYPTION, RESULT)] == [
        b"Setup", b"Ballot", b"EncryptedTally", b"Shuffle", b"EndShuffles", b"PartialDecryption", b"Result",
    ]  # fmt: skip
    report = verify_archive(finished.path)
    assert report.checked == {
        "events": 14, "voters": 3, "trustees": 4, "ballots": 3, "tallied": 3, "shuffles": 2, "partial_decryptions": 4,
    }  # fmt: skip
    assert json.loads(json.dumps(report.to_json()))["ok"] is True


@pytest.mark.parametrize(
    ("place", "change", "check", "object_"),
    [
        (0, lambda v: v.update(version=2), "election.version", "election"),
        (0, lambda v: v.update(group="Ed448"), "election.group", "election"),
        (0, lambda v: v.update(uuid="0" * 14), "election.uuid", "election"),
        (0, lambda v: v["questions"][0].update(min=3), "election.questions", "election"),
        (0, lambda v: v.update(questions=[]), "election.questions", "election"),
        (0, lambda v: v.update(public_key="f" * 64), "group.element", "election"),
        (0, lambda v: v.update(more=1), "json", "election"),
        (1, lambda v: v.pop(), "election.public_key", "election"),
        (1, lambda v: v.clear(), "trustees.empty", "trustees"),
        (1, lambda v: v[0][1]["pok"].update(challenge="1"), "trustees.pok", "trustees"),
        (2, lambda v: v.append(v[0]), "credentials.duplicate", "public_credentials"),
        (2, lambda v: v.append(v[0] + ",x"), "credentials.format", "public_credentials"),
        (2, lambda v: v.append("0" * 64), "group.element", "public_credentials"),
        (2, lambda v: v.pop(), "ballot.credential", "ballot"),
    ],
)
def test_set_up(finished: Scene, tmp_path: Path, place: int, change: Any, check: str, object_: str) -> None:
    steps = with_setup(steps_of(finished.path), place, change)
    found = refusal(write(tmp_path / "a.bel", steps))
    assert (found[0], found[1].split(":")[0].split(" ")[0]) == (check, object_)


def test_setup_data_refer_to_what_stands_before_them(finished: Scene, tmp_path: Path) -> None:
    steps = steps_of(finished.path)
    data = steps[SETUP][1]
    steps[SETUP] = (b"Setup", [data[1], data[0], *data[2:]])
    assert refusal(write(tmp_path / "a.bel", steps)) == ("archive.payload", "setup_data")


@pytest.mark.parametrize("batch", [1, 2, 3, 4096])
def test_the_first_wrong_ballot_is_named(finished: Scene, tmp_path: Path, batch: int) -> None:
    """Proofs are checked late and in batches, the roll and uniqueness early: the order is that of the archive."""
    steps = steps_of(finished.path)[: FIRST + 3]
    bad = steps[FIRST + 1][1][0]
    bad = bad.replace(b'"response":"', b'"response":"1', 1)
    stranger = make_ballot(open_election(steps[0][1][0]), generate_credential(), b"[[0,1,0,0],[1,2,3]]")
    repeated = steps[FIRST]
    for tail, check in (
        ([repeated], "ballot.duplicate"),
        ([(b"Ballot", [stranger])], "ballot.credential"),
        ([(b"Ballot", [b'{"not":"a ballot"}'])], "json"),
    ):
        assert refusal(write(tmp_path / "a.bel", [*steps, *tail]), batch) == (check, "ballot 4")
        wrong = [*steps[: FIRST + 1], (b"Ballot", [bad]), *steps[FIRST + 2 :], *tail]
        assert refusal(write(tmp_path / "b.bel", wrong), batch)[1].startswith("ballot 2")
    cut = write(tmp_path / "c.bel", wrong)
    cut.write_bytes(cut.read_bytes()[:-100])
    assert refusal(cut, batch)[1].startswith("ballot 2")


def test_a_replayed_ballot_of_another_election(finished: Scene, tmp_path: Path) -> None:
    other = make_scene(tmp_path / "o.bel", COMMITTEE, RANKING)
    steps = steps_of(finished.path)
    steps[FIRST] = (b"Ballot", other.ballots(choices_of(COMMITTEE, RANKING))[:1])
    check, object_ = refusal(write(tmp_path / "a.bel", steps))
    assert (check, object_.partition(":")[0]) == ("ballot.election", "ballot 1")


@pytest.mark.parametrize(
    ("change", "check", "object_"),
    [
        (lambda v: v.update(num_tallied=2), "tally.count", "sized_encrypted_tally"),
        (lambda v: v.update(total_weight=4), "tally.count", "sized_encrypted_tally"),
        (lambda v: v.update(total_weight="3"), "json", "sized_encrypted_tally"),
        (lambda v: v.update(encrypted_tally="0" * 64), "archive.payload", "sized_encrypted_tally"),
    ],
)
def test_size_of_the_tally(finished: Scene, tmp_path: Path, change: Any, check: str, object_: str) -> None:
    steps = steps_of(finished.path)
    message, sized = steps[TALLY][1]
    steps[TALLY] = (b"EncryptedTally", [message, edit(sized, change)])
    found = refusal(write(tmp_path / "a.bel", steps))
    assert (found[0], found[1].split(":")[0]) == (check, object_)


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda v: v[0].reverse(), "tally.aggregate"),
        (lambda v: v[0].pop(), "tally.aggregate"),
        (lambda v: v[1].__setitem__(0, v[1][1]), "tally.aggregate"),
        (lambda v: v[0][0].update(alpha="f" * 64), "group.element"),
        (lambda v: v[0][0].update(gamma="1"), "json"),
        (lambda v: v.append([[[[]]]]), "json"),
        (lambda v: v.append([]), "tally.aggregate"),
        (lambda v: v.pop(), "tally.aggregate"),
        (lambda v: v.__setitem__(0, v[0][0]), "json"),
        (lambda v: v.__setitem__(0, [v[0]]), "json"),
    ],
)
def test_sum_of_the_tally(finished: Scene, tmp_path: Path, change: Any, check: str) -> None:
    steps = steps_of(finished.path)
    message, sized = steps[TALLY][1]
    altered = edit(message, change)
    sized = edit(sized, lambda v: v.update(encrypted_tally=digest_of(altered).decode()))
    steps[TALLY] = (b"EncryptedTally", [altered, sized])
    found = refusal(write(tmp_path / "a.bel", steps))
    assert (found[0], found[1].split(":")[0]) == (check, "encrypted_tally")


def test_both_orders_of_ciphertexts_that_are_to_be_shuffled(finished: Scene, tmp_path: Path) -> None:
    """As releases write them, sorted, and as 4.18 says, in the order of the ballots; no other."""
    steps = steps_of(finished.path)[: TALLY + 1]
    tally = finished.election.core.tally()
    tally.add([steps[FIRST + i][1][0] for i in range(3)], [1, 1, 1])
    written, literal = steps[TALLY][1][0], json.loads(tally.encrypted_tally_in_ballot_order())
    orders = [[literal[0], [literal[1][i] for i in order]] for order in permutations(range(3))]
    messages = {json.dumps(order, separators=(",", ":")).encode() for order in orders}
    assert written in messages
    accepted = set()
    for message in messages:
        sized = edit(steps[TALLY][1][1], lambda v: v.update(encrypted_tally=digest_of(message).decode()))  # noqa: B023
        path = write(tmp_path / "a.bel", [*steps[:TALLY], (b"EncryptedTally", [message, sized])])
        try:
            verify_archive(path)
            accepted.add(message)
        except VerificationError as error:
            assert error.check == "tally.aggregate"  # noqa: PT017
    assert accepted == {written, tally.encrypted_tally_in_ballot_order()}


def test_shuffles(finished: Scene, tmp_path: Path) -> None:
    steps, path = steps_of(finished.path), tmp_path / "a.bel"
    assert refusal(write(path, with_owned(steps, SHUFFLE, 9))) == ("shuffle.owner", "owned_shuffle 1")
    assert refusal(write(path, with_owned(steps, SHUFFLE + 1, 1))) == ("shuffle.owner", "owned_shuffle 2")
    again = with_owned(steps, SHUFFLE + 1, None, steps[SHUFFLE][1][0])
    assert refusal(write(path, again))[0] == "shuffle.proof"
    none = [*steps[:SHUFFLE], *steps[END_SHUFFLES:]]
    assert refusal(write(path, none)) == ("shuffle.missing", "event 6")
    not_even_ended = [*steps[:SHUFFLE], *steps[DECRYPTION:]]
    assert refusal(write(path, not_even_ended)) == ("shuffle.missing", "event 6")
    wrong = with_owned(steps, SHUFFLE, None)
    wrong[SHUFFLE] = (b"Shuffle", [wrong[SHUFFLE][1][0], wrong[SHUFFLE + 1][1][1]])
    assert refusal(write(path, wrong)) == ("archive.payload", "owned_shuffle 1")


def test_an_election_without_rankings_has_no_shuffles(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "e.bel", YES_NO)
    with Board.open(scene.path) as board:
        board.end_ballots()
        board.add_encrypted_tally()
    with Appender(scene.path) as appender:
        appender.append([(b"EndShuffles", [])])
    assert refusal(scene.path) == ("archive.order", "event 3")


def forged(decryption: bytes) -> bytes:
    """A decryption whose first proof fails."""

    def change(value: Any) -> None:
        proofs = value["decryption_proofs"][0]
        proofs[0], proofs[1] = proofs[1], proofs[0]

    return edit(decryption, change)


def test_forged_decryptions_are_set_aside_while_enough_are_good(finished: Scene, tmp_path: Path) -> None:
    """Owners 2, 3 and 4 are a threshold of 2: one may be wrong, two may not, and owner 1 may not."""
    steps, path = steps_of(finished.path), tmp_path / "a.bel"
    one = with_owned(steps, DECRYPTION + 1, None, forged(steps[DECRYPTION + 1][1][0]))
    report = verify_archive(write(path, one))
    assert report.result == verify_archive(finished.path).result
    assert [(s.number, s.owner, s.refusal.check) for s in report.set_aside] == [(2, 2, "decryption.proof")]
    assert report.to_json()["set_aside"][0]["owner"] == 2

    two = with_owned(one, DECRYPTION + 2, None, forged(steps[DECRYPTION + 2][1][0]))
    found = refusal(write(path, two))
    assert (found[0], found[1].split(":")[0]) == ("decryption.proof", "partial_decryption 2")

    mandatory = with_owned(steps, DECRYPTION, None, forged(steps[DECRYPTION][1][0]))
    found = refusal(write(path, mandatory))
    assert (found[0], found[1].split(":")[0]) == ("decryption.proof", "partial_decryption 1")


def test_the_board_does_not_use_a_forged_decryption_that_others_have_published(
    finished: Scene, tmp_path: Path
) -> None:
    steps, path = steps_of(finished.path), tmp_path / "a.bel"
    one = with_owned(steps, DECRYPTION + 1, None, forged(steps[DECRYPTION + 1][1][0]))
    write(path, one[: DECRYPTION + 3])
    with Board.open(path) as board:
        assert board.missing_decryptions() == ["2 of trustees 2 to 4 are needed, 1 have decrypted"]
        with pytest.raises(VerificationError, match=r"decryption\.proof.*partial_decryption 2"):
            board.add_result()
        board.add_partial_decryption(4, steps[DECRYPTION + 3][1][0])
        board.add_result()
    assert verify_archive(path).result == verify_archive(finished.path).result


def test_which_good_decryptions_are_combined_does_not_matter(finished: Scene, tmp_path: Path) -> None:
    steps = steps_of(finished.path)
    result = verify_archive(finished.path).result
    for left_out in (1, 2, 3):
        fewer = [step for place, step in enumerate(steps) if place != DECRYPTION + left_out]
        assert verify_archive(write(tmp_path / "a.bel", fewer)).result == result


@pytest.mark.parametrize(
    ("place", "message", "owner", "check"),
    [
        (SHUFFLE, b"[]", None, "json"),
        (SHUFFLE, b'{"ciphertexts":[],"proofs":[]}', None, "shuffle.shape"),
        (DECRYPTION, None, 5, "decryption.owner"),
        (DECRYPTION + 1, None, 1, "decryption.owner"),
    ],
)
def test_looking_into_an_archive_that_does_not_hold(
    finished: Scene, tmp_path: Path, place: int, message: bytes | None, owner: int | None, check: str
) -> None:
    path = write(tmp_path / "a.bel", with_owned(steps_of(finished.path), place, owner, message))
    for look in (read_contents, Board.open):
        with pytest.raises(VerificationError) as caught:
            look(path)
        assert caught.value.check == check


def test_looking_at_another_tally(finished: Scene, tmp_path: Path) -> None:
    steps = steps_of(finished.path)[: TALLY + 1]
    sized = steps[TALLY][1][1]
    steps[TALLY] = (b"EncryptedTally", [b"[]", sized])
    with pytest.raises(VerificationError, match=r"archive\.payload"):
        read_contents(write(tmp_path / "a.bel", steps))
    sized = edit(sized, lambda v: v.update(encrypted_tally=digest_of(b"[]").decode()))
    steps[TALLY] = (b"EncryptedTally", [b"[]", sized])
    with pytest.raises(VerificationError, match=r"tally\.aggregate"):
        read_contents(write(tmp_path / "a.bel", steps))


def test_what_a_trustee_reads_is_what_was_verified(
    finished: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another archive, as sound as the first, takes its place between two readings."""
    steps = steps_of(finished.path)
    path = write(tmp_path / "a.bel", steps)
    assert read_verified(path).last_event == read_contents(path).last_event
    monkeypatch.setattr(verify, "read_contents", lambda path: read_contents(write(path, steps[:-1])))
    with pytest.raises(MalformedInput, match="changed"):
        read_verified(path)


def test_missing_decryptions(finished: Scene, tmp_path: Path) -> None:
    steps, path = steps_of(finished.path), tmp_path / "a.bel"
    for left_out in ((0,), (1, 2), (0, 1, 2, 3)):
        fewer = [step for place, step in enumerate(steps) if place - DECRYPTION not in left_out]
        assert refusal(write(path, fewer)) == ("decryption.missing", "result")


def test_owners_of_decryptions(finished: Scene, tmp_path: Path) -> None:
    steps, path = steps_of(finished.path), tmp_path / "a.bel"
    for owner in (0, 5):
        found = refusal(write(path, with_owned(steps, DECRYPTION + 3, owner)))
        assert found == ("decryption.owner", "owned_partial_decryption 4")
    assert refusal(write(path, with_owned(steps, DECRYPTION + 3, 3)))[0] == "decryption.owner"
    swapped = with_owned(
        steps,
        DECRYPTION + 3,
        None,
        edit(steps[DECRYPTION + 3][1][0], lambda v: v["decryption_factors"].pop()),
    )
    assert refusal(write(path, swapped))[0] == "decryption.shape"


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (lambda v: v["result"][0].reverse(), "result.value"),
        (lambda v: v["result"][1].append(v["result"][1].pop(0)), "result.value"),
        (lambda v: v["result"][0].append(0), "result.shape"),
        (lambda v: v["result"].pop(), "result.shape"),
        (lambda v: v["result"][1][0].pop(), "result.shape"),
        (lambda v: v.update(more=1), "json"),
        (lambda v: v["result"][0].__setitem__(0, "1"), "json"),
        (lambda v: v["result"][0].__setitem__(0, -1), "json"),
        (lambda v: v["result"].__setitem__(0, [[[[1]]]]), "json"),
    ],
)
def test_results(finished: Scene, tmp_path: Path, change: Any, check: str) -> None:
    steps = steps_of(finished.path)
    steps[RESULT] = (b"Result", [edit(steps[RESULT][1][0], change)])
    found = refusal(write(tmp_path / "a.bel", steps))
    assert (found[0], found[1].split(":")[0]) == (check, "result")


def test_an_archive_that_ends_before_it_begins(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "a.bel", [])) == ("archive.order", "event 0")


def test_progress_comes_to_its_end(finished: Scene) -> None:
    seen: dict[str, tuple[int, int]] = {}
    verify_archive(
        finished.path, progress=lambda stage, done, total: seen.update({stage: (done, total)}), batch=1
    )
    assert seen["tally"] == (3, 3)
    assert seen["decryptions"] == (4, 4)
    assert seen["result"] == (1, 1)
    assert seen["ballots"][0] == seen["ballots"][1]


@pytest.mark.parametrize("batch", [1, 2, 4096])
@pytest.mark.parametrize("threads", [1, 2])
def test_batches_and_threads_do_not_matter(finished: Scene, batch: int, threads: int) -> None:
    expected = verify_archive(finished.path, trackers=True)
    assert (
        verify_archive(finished.path, batch=batch, threads=threads, trackers=True).to_json()
        == expected.to_json()
    )


def test_an_archive_that_does_not_extend_an_earlier_one(finished: Scene, tmp_path: Path) -> None:
    steps = steps_of(finished.path)
    older = write(tmp_path / "older.bel", steps[:4])
    newer = write(tmp_path / "newer.bel", steps[:6])
    assert check_extends(older, newer) == 2
    assert check_extends(newer, newer) == 0
    dropped = write(tmp_path / "dropped.bel", [*steps[:2], *steps[3:6]])
    for first, second in ((newer, older), (older, dropped)):
        with pytest.raises(VerificationError) as caught:
            check_extends(first, second)
        assert (caught.value.check, caught.value.object) == ("archive.extends", "archive")
    older.write_bytes(newer.read_bytes()[:1024])
    with pytest.raises(VerificationError, match=r"archive\.extends"):
        check_extends(older, newer)
    older.write_bytes(newer.read_bytes()[:-1024])
    with pytest.raises(VerificationError, match=r"archive\.order"):
        check_extends(older, newer)


def test_sums_that_nobody_could_search_for_are_tested_as_stated(tmp_path: Path) -> None:
    """A total weight of 10^15 would take hours to search through; an archive that states it must not."""
    scene = make_scene(tmp_path / "e.bel", YES_NO, weights=[10**15 - 7, 4, 3])
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(choices_of(YES_NO)))
        board.end_ballots()
        board.add_encrypted_tally()
        for owner, secret in enumerate(scene.keys.secrets, start=1):
            message = make_decryption(board.election, board.ciphertexts_to_decrypt(), secret)
            board.add_partial_decryption(owner, message)
    steps = steps_of(scene.path)

    def with_result(numbers: str) -> Path:
        return write(tmp_path / "f.bel", [*steps, (b"Result", [f'{{"result":[[{numbers}]]}}'.encode()])])

    assert verify_archive(with_result('"999999999999996",4')).result == [[10**15 - 4, 4]]
    assert refusal(with_result('"999999999999997",4')) == ("result.value", "result: result[0][0]")
    assert refusal(with_result('"999999999999996","99999999999999999999999"')) == (
        "result.value",
        "result: result[0][1]",
    )
    assert refusal(with_result('"999999999999996"')) == ("result.shape", "result")


def test_ballots_exchanged_between_two_readings_are_not_added_up(
    finished: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who can write to a shared drive puts one voter's ballot in another's place once it was checked."""
    monkeypatch.setitem(Archive.__init__.__kwdefaults__, "buffering", 512)  # or so small a file is read once
    path = tmp_path / "e.bel"
    path.write_bytes(finished.path.read_bytes())
    with Archive(path) as archive:
        ballots = [group.data[0] for group in archive.groups() if group.type == b"Ballot"]

    def exchange(stage: str, done: int, total: int) -> None:
        if stage == "ballots" and done == total:
            whole = bytearray(path.read_bytes())
            start, victim = ballots[0].offset, ballots[1].offset
            size = min(victim - start, 512 * 4)
            whole[start : start + size] = whole[victim : victim + size]
            path.write_bytes(whole)

    with pytest.raises(VerificationError, match="altered while it was being read"):
        verify_archive(path, progress=exchange)
