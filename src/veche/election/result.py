"""The result (4.21): its form, read for people and held against what the decryptions give."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NoReturn

from .canonical import ListOf, Shape, Source, Weight, read
from .errors import VerificationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .questions import Question

Nested = list[Any]
"""Numbers in arrays in arrays: [[3, 4]] for one homomorphic question, [[[1, 2], [2, 1]]] for a ranking, or for lists."""


class _Numbers(Shape[Any]):
    """A number, or numbers in arrays of at most this depth."""

    def __init__(self, depth: int) -> None:
        self.inner = ListOf(_Numbers(depth - 1)) if depth else None

    def read(self, source: Source) -> Any:
        if self.inner and source.data.startswith(b"[", source.position):
            return list(self.inner.read(source))
        return Weight().read(source)


class _Result(Shape[Nested]):
    def read(self, source: Source) -> Nested:
        source.expect(b'{"result":')
        numbers = list(ListOf(_Numbers(2)).read(source))
        source.expect(b"}")
        return numbers


def read_result(message: bytes) -> Nested:
    """One entry a question: sums for each answer (H), every vote (NH), sums for each list (L).

    Raises `VerificationError("json")`.
    """
    return read(_Result(), message, "result")


def stated_sums(result: Nested, questions: Sequence[Question]) -> list[int]:
    """The sums of all homomorphic and lists questions, in order, so that they can be tested instead of searched for.

    Raises `VerificationError("result.shape")` where their number is not that of the answers.
    """
    if len(result) != len(questions):
        _refuse_shape(questions)
    summed = [
        (numbers, question)
        for numbers, question in zip(result, questions, strict=True)
        if question.kind != "NH"
    ]
    if any(_sizes(numbers) != _expected_sizes(question) for numbers, question in summed):
        _refuse_shape(questions)
    return [number for numbers, _ in summed for number in _flat(numbers)]


def _flat(value: Any) -> list[int]:
    return [number for member in value for number in _flat(member)] if isinstance(value, list) else [value]


def _expected_sizes(question: Question) -> Any:
    kind, counts, _, _, blank = question.shape
    return [[0] * (1 + count) for count in counts] if kind == "L" else [0] * (counts[0] + blank)


def _refuse_shape(questions: Sequence[Question]) -> NoReturn:
    detail = f"it has not the numbers of the {len(questions)} questions, their answers and the ballots"
    raise VerificationError("result.shape", "result", detail)


def as_stated(result: Any) -> Any:
    """Numbers as a result states them: above 2^30 - 1 they are strings."""
    if isinstance(result, list):
        return [as_stated(member) for member in result]
    return json.loads(Weight().write(result))


def refuse_result(result: bytes, expected: bytes, questions: Sequence[Question]) -> NoReturn:
    """A result that is not what it should be: for the first reason there is."""
    stated, true = read_result(result), read_result(expected)
    if _sizes(stated) != _sizes(true):
        _refuse_shape(questions)
    place = next(i for i, (ours, theirs) in enumerate(zip(true, stated, strict=True)) if ours != theirs)
    raise VerificationError("result.value", f"result: result[{place}]", "the decryptions give another result")


def _sizes(value: Any) -> Any:
    """The shape alone: [[3, 4]] gives [[0, 0]]."""
    return [_sizes(member) for member in value] if isinstance(value, list) else 0
