from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from election.support import RANKING, TIMESTAMP, YES_NO, Scene, bytes_read, choices_of, make_scene, tally

from veche.election.archive import Archive
from veche.election.ballots import checked, make_ballot, tracker
from veche.election.board import Board
from veche.election.chain import State
from veche.election.contents import read_contents
from veche.election.credentials import generate_credential
from veche.election.decryption import make_decryption
from veche.election.errors import ArchiveBusy, MalformedInput, VerificationError, WrongMoment
from veche.election.index import Index
from veche.election.setup import create_archive
from veche.election.shuffle import make_shuffle
from veche.election.verify import verify_archive


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return make_scene(tmp_path / "e.bel", YES_NO)


@pytest.fixture
def ballots(scene: Scene) -> list[bytes]:
    return scene.ballots(choices_of(YES_NO))


def refusal(board: Board, *ballots: bytes) -> tuple[str, str]:
    before = board._appender.path.read_bytes()
    with pytest.raises(VerificationError) as caught:
        board.add_ballots(ballots)
    assert board._appender.path.read_bytes() == before
    return caught.value.check, caught.value.object.partition(":")[0]


def test_a_ballot_is_published_once(scene: Scene, ballots: list[bytes]) -> None:
    with Board.open(scene.path) as board:
        board.add_ballot(ballots[0])
        assert refusal(board, ballots[0]) == ("ballot.duplicate", "ballot 1")
        assert refusal(board, ballots[1], ballots[1]) == ("ballot.duplicate", "ballot 2")
        board.add_ballot(ballots[1])
    with Board.open(scene.path) as board:
        assert refusal(board, ballots[2], ballots[0]) == ("ballot.duplicate", "ballot 2")


def test_a_voter_on_the_roll_of_this_election(scene: Scene, ballots: list[bytes], tmp_path: Path) -> None:
    other = make_scene(tmp_path / "other.bel", YES_NO, keys=scene.keys)
    with Board.open(scene.path) as board:
        stranger = make_ballot(board.election, generate_credential(), b"[[1,0]]")
        assert refusal(board, ballots[0], stranger) == ("ballot.credential", "ballot 2")
        assert refusal(board, *other.ballots(["[[1,0]]"])) == ("ballot.election", "ballot 1")
        assert refusal(board, b"{}") == ("json", "ballot 1")
        assert refusal(board, stranger[:-1]) == ("json", "ballot 1")
        altered = ballots[1].replace(b'"alpha":"', b'"alpha":"0', 1)
        assert refusal(board, ballots[0], altered)[1] == "ballot 2"


def test_choices_outside_the_limits_are_refused(scene: Scene) -> None:
    with Board.open(scene.path) as board:
        for choice in (b"[[1,1]]", b"[[0,0]]", b"[[2,0]]", b"[[1]]", b"[]", b"x", b"[[1,0],[1,0]]"):
            with pytest.raises(MalformedInput):
                make_ballot(board.election, scene.credentials[0], choice)
        with pytest.raises(MalformedInput):
            make_ballot(board.election, "not a credential", b"[[1,0]]")


def test_each_thing_has_its_moment(scene: Scene, ballots: list[bytes]) -> None:
    with Board.open(scene.path) as board:
        for action in (
            board.add_encrypted_tally,
            board.end_shuffles,
            board.add_result,
            board.ciphertexts_to_shuffle,
            board.ciphertexts_to_decrypt,
            lambda: board.add_partial_decryption(1, b"{}"),
            lambda: board.add_shuffle(1, b"{}"),
        ):
            with pytest.raises(WrongMoment):
                action()
        board.end_ballots()
        with pytest.raises(WrongMoment):
            board.add_ballot(ballots[0])
        with pytest.raises(WrongMoment):
            board.end_ballots()
        board.add_encrypted_tally()
        with pytest.raises(WrongMoment, match="nothing to shuffle"):
            board.ciphertexts_to_shuffle()
        with pytest.raises(WrongMoment, match="compute the result"):
            board.add_result()


def test_a_board_can_be_left_and_opened_again_at_every_step(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "e.bel", YES_NO, RANKING, trustees="threshold")
    for ballot in scene.ballots(choices_of(YES_NO, RANKING)):
        with Board.open(scene.path) as board:
            board.add_ballot(ballot)
    with Board.open(scene.path) as board:
        board.end_ballots()
    with Board.open(scene.path) as board:
        board.add_encrypted_tally()
    with Board.open(scene.path) as board:
        board.add_shuffle(2, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
    with Board.open(scene.path) as board:
        with pytest.raises(VerificationError, match=r"shuffle\.owner"):
            board.add_shuffle(2, make_shuffle(board.election, board.ciphertexts_to_shuffle()))
        board.end_shuffles()
    for owner in (2, 3):
        contents = read_contents(scene.path)
        message = make_decryption(
            contents.election, contents.ciphertexts_to_decrypt(), scene.keys.secrets[owner - 1]
        )
        with Board.open(scene.path) as board:
            assert board.missing_decryptions() != []
            board.add_partial_decryption(owner, message)
    with Board.open(scene.path) as board:
        assert (board.state, board.missing_decryptions()) == (State.DECRYPTING, [])
        board.add_result()
        assert board.state is State.FINISHED
    assert verify_archive(scene.path).state is State.FINISHED


def test_what_trustees_send_is_checked(tmp_path: Path) -> None:
    scene = make_scene(tmp_path / "e.bel", RANKING)
    with Board.open(scene.path) as board:
        board.add_ballots(scene.ballots(choices_of(RANKING)))
        board.end_ballots()
        board.add_encrypted_tally()
        before = board.ciphertexts_to_shuffle()
        shuffle = make_shuffle(board.election, before)
        for owner in (0, 3, -1):
            with pytest.raises(VerificationError, match=r"shuffle\.owner"):
                board.add_shuffle(owner, shuffle)
        board.add_shuffle(1, shuffle)
        with pytest.raises(VerificationError, match=r"shuffle\.proof.*shuffle 2"):
            board.add_shuffle(2, make_shuffle(board.election, before))
        board.end_shuffles()
        mine = make_decryption(board.election, board.ciphertexts_to_decrypt(), scene.keys.secrets[0])
        with pytest.raises(VerificationError, match=r"decryption\.proof"):
            board.add_partial_decryption(2, mine)
        with pytest.raises(VerificationError, match=r"decryption\.owner"):
            board.add_partial_decryption(3, mine)
        board.add_partial_decryption(1, mine)
        with pytest.raises(VerificationError, match=r"decryption\.owner"):
            board.add_partial_decryption(1, mine)
        with pytest.raises(VerificationError, match=r"decryption\.missing.*trustee 2"):
            board.add_result()


def test_the_index_is_a_cache(scene: Scene, ballots: list[bytes]) -> None:
    index = scene.path.with_name("e.bel.index")
    with Board.open(scene.path) as board:
        board.add_ballot(ballots[0])
    index.unlink()
    with Board.open(scene.path) as board:
        assert refusal(board, ballots[0]) == ("ballot.duplicate", "ballot 1")
    index.write_bytes(b"not a database" * 1000)
    with Board.open(scene.path) as board:
        assert refusal(board, ballots[0]) == ("ballot.duplicate", "ballot 1")


@pytest.mark.parametrize("table", ["roll", "ballots"])
def test_a_damaged_page_of_the_index_refuses_one_ballot_and_no_other(
    scene: Scene, ballots: list[bytes], table: str
) -> None:
    """The index opens as if it were whole: what is damaged is found when somebody asks for it."""
    index = scene.path.with_name("e.bel.index")
    with Board.open(scene.path) as board:
        board.add_ballot(ballots[0])
    with closing(sqlite3.connect(index)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (size,) = database.execute("PRAGMA page_size").fetchone()
    data = index.read_bytes()
    index.write_bytes(data[: (page - 1) * size] + b"\xee" * size + data[page * size :])
    with Board.open(scene.path) as board, pytest.raises(OSError, match="made again"):
        board.add_ballot(ballots[1])
    with Board.open(scene.path) as board:
        board.add_ballots(ballots[1:])
    assert verify_archive(scene.path).checked["ballots"] == 3


def test_an_index_that_lags_behind_catches_up(scene: Scene, ballots: list[bytes]) -> None:
    index = scene.path.with_name("e.bel.index")
    with Board.open(scene.path) as board:
        board.add_ballot(ballots[0])
    old = index.read_bytes()
    with Board.open(scene.path) as board:
        board.add_ballots(ballots[1:])
    index.write_bytes(old)
    with Board.open(scene.path) as board:
        for ballot in ballots:
            assert refusal(board, ballot) == ("ballot.duplicate", "ballot 1")


def test_an_index_of_another_archive_is_made_anew(scene: Scene, ballots: list[bytes], tmp_path: Path) -> None:
    other = make_scene(tmp_path / "other.bel", YES_NO)
    with Board.open(other.path) as board:
        board.add_ballots(other.ballots(choices_of(YES_NO)))
    scene.path.with_name("e.bel.index").write_bytes(other.path.with_name("other.bel.index").read_bytes())
    with Board.open(scene.path) as board:
        board.add_ballots(ballots)
        assert refusal(board, ballots[0]) == ("ballot.duplicate", "ballot 1")
    assert verify_archive(scene.path).checked["ballots"] == 3


def test_one_board_at_a_time(scene: Scene) -> None:
    with Board.open(scene.path), pytest.raises(ArchiveBusy, match="another process"):
        Board.open(scene.path)
    Board.open(scene.path).close()


def test_an_archive_is_not_written_over(scene: Scene) -> None:
    before = scene.path.read_bytes()
    with Archive(scene.path) as archive:
        election, trustees, credentials, _ = (part.body for part in next(archive.groups()).data)
    with pytest.raises(MalformedInput, match="exists already"):
        create_archive(
            scene.path, election=election, trustees=trustees, credentials=credentials, timestamp=TIMESTAMP
        )
    assert scene.path.read_bytes() == before
    assert [entry.name for entry in scene.path.parent.iterdir() if entry.name.startswith(".")] == []


def test_an_election_that_cannot_be_tallied_is_not_set_up(tmp_path: Path) -> None:
    with pytest.raises(MalformedInput, match="weights"):
        make_scene(tmp_path / "e.bel", RANKING, weights=[1, 2, 1])
    assert not (tmp_path / "e.bel").exists()


def test_contents_without_checking_proofs(scene: Scene, ballots: list[bytes]) -> None:
    with Board.open(scene.path) as board:
        board.add_ballots(ballots)
    with pytest.raises(WrongMoment, match="no encrypted tally"):
        read_contents(scene.path).tallied()
    result = tally(scene, [1, 2])
    contents = read_contents(scene.path)
    assert (contents.state, contents.result, contents.timestamp) == (State.FINISHED, result, TIMESTAMP)
    assert contents.sizes["Ballot"] == 3
    assert len(contents.trustees) == 2


def test_an_index_that_cannot_be_written_does_not_harm(
    scene: Scene, ballots: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with Board.open(scene.path) as board:
        with monkeypatch.context() as patch:
            patch.setattr(Index, "_insert_ballots", full_disk)
            with pytest.raises(OSError, match="the ballots themselves are in the archive"):
                board.add_ballot(ballots[0])
        assert refusal(board, ballots[0]) == ("ballot.duplicate", "ballot 1")
        board.add_ballot(ballots[1])
    assert verify_archive(scene.path).checked["ballots"] == 2


def test_an_index_where_nothing_can_be_written(scene: Scene) -> None:
    scene.path.with_name("e.bel.index").mkdir()
    with pytest.raises(OSError, match=r"e\.bel\.index"):
        Board.open(scene.path)


def test_adding_a_ballot_costs_the_same_however_many_there_are(scene: Scene) -> None:
    """Counted, not timed: bytes read to open a board and add one ballot (a few pages of the index may come on top)."""
    costs = []
    for count in (5, 300):
        ballots = scene.ballots(["[[1,0]]"] * count, [0] * count)
        with Board.open(scene.path) as board:
            board.add_ballots(ballots[1:])
        before = bytes_read()
        with Board.open(scene.path) as board:
            board.add_ballot(ballots[0])
        costs.append(bytes_read() - before)
    assert costs[1] < costs[0] + 8 * 4096


def test_checked_ballots_are_answered_one_by_one(scene: Scene, ballots: list[bytes], tmp_path: Path) -> None:
    other = make_scene(tmp_path / "other.bel", YES_NO, keys=scene.keys)
    (foreign,) = other.ballots(["[[1,0]]"])
    stranger = make_ballot(scene.election, generate_credential(), b"[[1,0]]")
    proven = [checked(scene.election, ballot) for ballot in (ballots[0], stranger, ballots[1], ballots[0])]
    proven.insert(1, checked(other.election, foreign))
    with Board.open(scene.path) as board:
        answers = board.add_checked(proven)
        assert [one.check if isinstance(one, VerificationError) else one for one in answers] == [
            tracker(ballots[0]),
            "ballot.election",
            "ballot.credential",
            tracker(ballots[1]),
            tracker(ballots[0]),
        ]
        before = board.end
        assert board.add_checked([proven[0]]) == [tracker(ballots[0])]
        assert board.end == before == scene.path.stat().st_size
    assert verify_archive(scene.path).checked["ballots"] == 2


def test_a_ballot_that_does_not_hold_is_never_a_checked_one(scene: Scene, ballots: list[bytes]) -> None:
    # In the middle of the last response, and another one than stands there.
    digit = b"2" if ballots[0][-40:-39] == b"1" else b"1"
    with pytest.raises(VerificationError, match="proof"):
        checked(scene.election, ballots[0][:-40] + digit + ballots[0][-39:])


def test_a_ballot_that_is_there_already_is_synced_before_it_is_answered(
    scene: Scene, ballots: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever wrote it may have died before it was on the disk."""
    synced: list[int] = []
    with Board.open(scene.path) as board:
        board.add_ballot(ballots[0])
        monkeypatch.setattr("os.fsync", synced.append)
        board.add_checked([checked(scene.election, ballots[0])])
    assert synced


def test_checked_ballots_come_too_late(scene: Scene, ballots: list[bytes]) -> None:
    with Board.open(scene.path) as board:
        board.end_ballots()
        with pytest.raises(WrongMoment):
            board.add_checked([checked(scene.election, ballots[0])])
