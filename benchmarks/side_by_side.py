"""Each piece of work done by belenios-tool and by our core in turns, on the same archive."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.interop.our_election import OurElection, draw_up
from tests.interop.papers import homomorphic, ranking
from veche._core import Group
from veche.election.ballots import make_ballots
from veche.election.board import Board
from veche.election.contents import read_contents

from .clock import Rounds, own_cpu, own_wall
from .peer import Peer, Taken


@dataclass(frozen=True)
class Comparison:
    """Seconds for one ballot (or one shuffle) in each round."""

    work: str
    whole: Rounds
    """The peer's whole command."""
    peer: Rounds
    """The peer's command less its start-up."""
    one_core: Rounds
    """Our processor time on one thread."""
    all_cores: Rounds
    """Our time on the clock with every core."""
    target: int
    aim: int


def ballots(
    group: str, answers: int, many: int, rounds: int, targets: dict[str, tuple[int, int]]
) -> Iterator[Comparison]:
    """Check and make ballots that choose one of `answers`; ours `many` at a time."""
    with TemporaryDirectory() as name:
        ours, credentials, _ = draw_up(Path(name), group, [homomorphic(answers, 1, 1)], "single", (1, 1))
        core, peer = read_contents(ours.archive).election.core, Peer(Path(name))
        choice = [[1, *[0] * (answers - 1)]]
        secrets = [Group(group).random_secret() for _ in range(many)]
        wishes = [json.dumps(choice).replace(" ", "").encode()] * many
        made = core.make_ballots(secrets, wishes)
        theirs = ours.ballot(credentials["a1"], choice)

        def check(threads: int) -> None:
            assert not any(core.check_ballots(made, threads=threads))

        what = f"{group}, {answers} ciphertexts"
        yield compare(
            f"check a ballot ({what})",
            lambda: peer.check_ballot(theirs),
            check,
            many,
            rounds,
            targets["check"],
        )
        if "make" in targets:
            yield compare(
                f"make a ballot ({what})",
                lambda: peer.make_ballot(credentials["a1"], choice),
                lambda threads: core.make_ballots(secrets, wishes, threads=threads),
                many,
                rounds,
                targets["make"],
            )


def shuffles(ciphertexts: int, rounds: int, targets: tuple[int, int]) -> Iterator[Comparison]:
    """Shuffle so many ciphertexts with a proof, and check that."""
    with TemporaryDirectory() as name:
        ours, credentials, _ = draw_up(Path(name), "Ed25519", [ranking(3)], "single", (1,) * ciphertexts)
        fill(ours, list(credentials.values()), b"[[3,1,2]]")
        core, peer = read_contents(ours.archive).election.core, Peer(Path(name))
        before = read_contents(ours.archive).ciphertexts_to_shuffle()
        work = f"{ciphertexts} ciphertexts (Ed25519)"
        yield compare(
            f"shuffle with proof, {work}",
            peer.shuffle,
            lambda threads: core.shuffle(before, threads=threads),
            1,
            rounds,
            targets,
        )
        without = iter([peer.verify_without_ballots() for _ in range(rounds)])
        shuffle = peer.add_shuffle()

        def their_check() -> Taken:
            whole = peer.verify_without_ballots()
            return Taken(whole, whole - next(without))

        yield compare(
            f"check a shuffle, {work}",
            their_check,
            lambda threads: core.check_shuffle(before, shuffle, threads=threads),
            1,
            rounds,
            targets,
        )


def fill(election: OurElection, credentials: list[str], choice: bytes) -> None:
    """Let everyone vote the same and close the ballot."""
    with Board.open(election.archive) as board:
        board.add_ballots(make_ballots(board.election, credentials, [choice] * len(credentials)))
        board.end_ballots()
        board.add_encrypted_tally()


def compare(
    work: str,
    peer: Callable[[], Taken],
    ours: Callable[[int], Any],
    many: int,
    rounds: int,
    targets: tuple[int, int],
) -> Comparison:
    """Measure both in turns, so that a busy machine harms both alike."""
    ours(1)  # tables are made once for an election
    whole, theirs, alone, together = [], [], [], []
    for _ in range(rounds):
        taken = peer()
        whole.append(taken.whole)
        theirs.append(taken.work)
        alone.append(own_cpu(lambda: ours(1)) / many)
        together.append(own_wall(lambda: ours(0)) / many)
    return Comparison(work, Rounds(whole), Rounds(theirs), Rounds(alone), Rounds(together), *targets)
