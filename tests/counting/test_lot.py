"""The lot: sealed before the count, opened only with its own commitment, the same for whoever draws it again."""

from __future__ import annotations

import hashlib
import itertools

import pytest

from veche.counting import Lot
from veche.counting.errors import LotMismatch

SEED = bytes(range(32))


def test_a_new_lot_is_different_every_time_and_shows_nothing() -> None:
    lots = [Lot.seal() for _ in range(3)]
    assert len({lot.seed for lot in lots}) == 3
    assert all(len(lot.seed) == 32 for lot in lots)
    assert all(lot.seed.hex() not in repr(lot) and repr(lot.seed) not in repr(lot) for lot in lots)


def test_the_commitment_is_the_hash_of_the_seed() -> None:
    assert Lot(SEED).commitment == hashlib.sha256(b"veche lot v1" + SEED).hexdigest()


def test_its_files_open_it_again() -> None:
    lot = Lot.seal()
    assert Lot.read(lot.secret_file, lot.public_file) == lot
    assert lot.seed.hex().encode() not in lot.public_file
    assert lot.shown().seed == lot.seed.hex()
    assert lot.shown().commitment == lot.commitment


def test_several_lots_are_one_in_whatever_order() -> None:
    lots = [Lot(bytes([number]) * 32) for number in range(3)]
    seeds = b"".join(lot.seed for lot in sorted(lots, key=lambda lot: lot.commitment))
    for order in itertools.permutations(lots):
        joint = Lot.joint(order)
        assert joint.seed == hashlib.sha256(b"veche joint lot v1" + seeds).digest()
        assert [part.seed for part in joint.shown().parts] == [part.seed.hex() for part in joint.parts]
        assert joint.order(1, "abcdef") == Lot(joint.seed).order(1, "abcdef")
        assert all(lot.seed.hex() not in repr(joint) for lot in (joint, *lots))


def test_each_part_changes_a_joint_lot() -> None:
    lots = [Lot(bytes([number]) * 32) for number in range(3)]
    other = Lot(bytes([9]) * 32)
    seeds = {Lot.joint([*lots[:at], other, *lots[at + 1 :]]).seed for at in range(3)}
    assert len(seeds | {Lot.joint(lots).seed}) == 4


def test_one_lot_alone_is_itself_and_none_stands_twice() -> None:
    assert Lot.joint([Lot(SEED)]) == Lot(SEED)
    with pytest.raises(LotMismatch, match="twice"):
        Lot.joint([Lot(SEED), Lot(bytes(32)), Lot(SEED)])


def test_another_seed_is_refused() -> None:
    lot, other = Lot.seal(), Lot.seal()
    with pytest.raises(LotMismatch):
        Lot.open(other.seed, lot.commitment)
    with pytest.raises(LotMismatch):
        Lot.read(other.secret_file, lot.public_file)


def test_a_short_seed_is_refused_even_with_its_own_commitment() -> None:
    with pytest.raises(LotMismatch):
        Lot.open(b"short", Lot(b"short").commitment)


@pytest.mark.parametrize(
    ("secret", "public"),
    [
        (b"", b""),
        (b"not hexadecimal", Lot(SEED).public_file),
        (Lot(SEED).secret_file, b"not JSON"),
        (Lot(SEED).secret_file, b"[]"),
        (Lot(SEED).secret_file, b"[" * 5000),
        (Lot(SEED).secret_file, b'{"lot": "veche lot v1"}'),
        (Lot(SEED).secret_file, b'{"lot": "veche lot v1", "commitment": 7}'),
        (Lot(SEED).secret_file, Lot(SEED).public_file.replace(b"v1", b"v2")),
        (Lot(SEED).public_file, Lot(SEED).secret_file),
        (b"\xff\xfe", Lot(SEED).public_file),
    ],
)
def test_what_is_not_the_files_of_a_lot_is_refused(secret: bytes, public: bytes) -> None:
    with pytest.raises(LotMismatch) as refused:
        Lot.read(secret, public)
    assert SEED.hex() not in str(refused.value)


def test_the_order_is_by_names_and_stage_alone() -> None:
    lot, names = Lot(SEED), ["Ana", "Bo", "Čapek", "Дарья"]
    expected = sorted(
        names,
        key=lambda name: hashlib.sha256(b"veche lot order v1" + SEED + b"\0\0\0\3" + name.encode()).digest(),
    )
    for given in itertools.permutations(names):
        assert lot.order(3, given) == tuple(expected)
    assert len({lot.order(stage, names) for stage in range(1, 50)}) > 10


def test_everyone_comes_first_about_equally_often() -> None:
    names = ["Ana", "Bo", "Cy"]
    firsts = [Lot(SEED).order(stage, names)[0] for stage in range(3000)]
    assert all(900 < firsts.count(name) < 1100 for name in names)


def test_draws_stay_in_range_and_differ() -> None:
    drawn = [Lot(SEED).draw(stage, turn, 7) for stage in range(20) for turn in range(20)]
    assert set(drawn) == set(range(7))
