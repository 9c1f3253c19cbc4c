"""The encrypted tally (4.18).

What is said of the ciphertexts of an election (themselves, their decryption factors, the result) is nested: by question,
by row, by item. A lists question has one row for each list, any other question has one row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from .canonical import Json, parse
from .election import Election, NonHomomorphicQuestion, Question
from .groups import Group
from .messages import Ciphertext, read_ciphertext, read_weight
from .refused import Refused, within

T = TypeVar("T")
Nested = list[list[list[T]]]


def read_nested(json: Json, election: Election, read: Callable[[Json, Group], T], check: str) -> Nested[T]:
    """What is said of each ciphertext. Raises Refused(check) unless something is said of each question."""
    items = json.items()
    # each row is read as its question asks, those that are too many as the last one does, and then they are counted
    surplus = election.questions[-1:] * (len(items) - len(election.questions))
    nested = [
        [[read(item, election.G) for item in row.items()] for row in question.rows(rows)]
        for question, rows in zip(election.questions + surplus, items, strict=False)
    ]
    if len(items) != len(election.questions):
        raise Refused(check, json.where, f"{len(election.questions)} questions are expected")
    return nested


def shape(nested: Nested[T]) -> list[list[int]]:
    """The numbers of rows and items, to be compared with another shape."""
    return [[len(row) for row in rows] for rows in nested]


def aggregate(election: Election, ballots: Iterable[tuple[str, bytes, int]]) -> Nested[Ciphertext]:
    """The encrypted tally of the last ballots, each given as its name, its message and its weight."""
    one = Ciphertext(election.G.one, election.G.one)
    C = [[[one] * n for n in question.lengths] for question in election.questions]
    for name, message, weight in ballots:
        # 4.18: it is an error if an answer to a non-homomorphic question has a weight other than 1
        if weight != 1 and election.shuffled:
            raise Refused("tally.weight", name, f"the weight is {weight}, and a question is not homomorphic")
        answers = parse(message).member("answers").items()
        for question, C_i, answer in zip(election.questions, C, answers, strict=True):
            _add(question, C_i, answer.member("choices"), weight, election.G)
    return C


def _add(question: Question, C_i: list[list[Ciphertext]], choices: Json, weight: int, G: Group) -> None:
    """Adds the choices of one answer."""
    if isinstance(question, NonHomomorphicQuestion):
        # 4.18: C_ik = choices(answers(b_k)_i)
        C_i[0].append(_read_checked(choices, G))
        return
    # 4.18: C_ij = the product over k of choices(answers(b_k)_i)_j ^ weight(b_k)
    for row, row_k in zip(C_i, question.rows(choices), strict=True):
        row[:] = [c * _read_checked(c_k, G) ** weight for c, c_k in zip(row, row_k.items(), strict=True)]


def _read_checked(json: Json, G: Group) -> Ciphertext:
    """A ciphertext of a ballot that was checked before, so that its elements need not be checked again."""
    alpha, beta = (G.of_string(field.plain()) for field in json.fields("alpha", "beta").values())
    return Ciphertext(alpha, beta)


def check_tally(message: bytes, election: Election, expected: Nested[Ciphertext]) -> Nested[Ciphertext]:
    """4.18: the encrypted tally is the one that was computed from the last ballots. Returns it."""
    with within("encrypted_tally"):
        tally = read_nested(parse(message), election, read_ciphertext, "tally.aggregate")
        # 4.18 takes non-homomorphic ciphertexts in the order of the ballots; all releases sort them
        in_order = [
            [sorted(C_i[0], key=lambda c: (c.alpha, c.beta))] if i in election.shuffled else C_i
            for i, C_i in enumerate(expected)
        ]
        if tally not in (expected, in_order):
            wrong = [i for i, C_i in enumerate(tally) if C_i not in (expected[i], in_order[i])]
            where = f"[{wrong[0]}]" if wrong else ""  # none where some are sorted and others are not
            raise Refused("tally.aggregate", where, "is not what the last ballots give")
    return tally


def check_sized_tally(message: bytes, tally_hash: str, num_tallied: int, total_weight: int) -> None:
    """sized_encrypted_tally (4.18)."""
    with within("sized_encrypted_tally"):
        fields = parse(message).fields("num_tallied", "total_weight", "encrypted_tally")
        stated = fields["num_tallied"].integer(), read_weight(fields["total_weight"])
        if fields["encrypted_tally"].hash() != tally_hash:
            raise Refused("archive.payload", "encrypted_tally", "is not the hash of the data before")
        if stated != (num_tallied, total_weight):
            detail = f"{num_tallied} ballots of total weight {total_weight} were counted"
            raise Refused("tally.count", "", detail)
