"""Partial decryptions (4.20) and the result of the election (4.21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .canonical import Json, parse
from .election import Election, ListsQuestion, NonHomomorphicQuestion, Question
from .groups import Element, Group
from .messages import Ciphertext, Proof, read_element, read_proof, read_weight
from .refused import Refused
from .tally import Nested, read_nested, shape
from .trustees import Item


def check_partial_decryption(
    message: bytes, election: Election, tally: Nested[Ciphertext], X: Element
) -> Nested[Element]:
    """partial_decryption (4.20) by the trustee whose public key is X. Returns the decryption factors."""
    fields = parse(message).fields("decryption_factors", "decryption_proofs")
    factors = read_nested(fields["decryption_factors"], election, read_element, "decryption.shape")
    proofs = read_nested(fields["decryption_proofs"], election, read_proof, "decryption.shape")
    if not shape(factors) == shape(proofs) == shape(tally):
        raise Refused("decryption.shape", "", "one factor and one proof for each ciphertext are expected")
    for i, (C_i, F_i, pi_i) in enumerate(zip(tally, factors, proofs, strict=True)):
        for row, F_row, pi_row in zip(C_i, F_i, pi_i, strict=True):
            for j, (c, F, pi) in enumerate(zip(row, F_row, pi_row, strict=True)):
                _check_factor(f"decryption_proofs[{i}][{j}]", election, X, c, F, pi)
    return factors


def _check_factor(where: str, election: Election, X: Element, c: Ciphertext, F: Element, pi: Proof) -> None:
    """4.20: F = alpha^x with the x of X = g^x.

    A = g^response X^challenge, B = alpha^response F^challenge, challenge = H(decrypt|phi|X|A,B)
    """
    G = election.G
    A = G.g**pi.response * X**pi.challenge
    B = c.alpha**pi.response * F**pi.challenge
    if pi.challenge != G.hash(f"decrypt|{election.fingerprint}|{X}|{A},{B}"):
        raise Refused(
            "decryption.proof", where, "the challenge is not the hash of the recomputed commitments"
        )


def combine(
    G: Group, items: Sequence[tuple[Item, Mapping[int, Nested[Element]]]], tally: Nested[Ciphertext]
) -> Nested[Element]:
    """4.21: the synthetic factors F_ij from the partial decryptions of each item, by their index from 1 in it."""
    exponents = []
    for item, decryptions in items:
        # the set I of t+1 indices whose decryptions are used
        indices = sorted(decryptions)[: item.threshold]
        exponents += [(decryptions[delta], lagrange(G, delta, indices)) for delta in indices]
    return [
        [
            [G.product(F[i][r][j] ** exponent for F, exponent in exponents) for j in range(len(row))]
            for r, row in enumerate(rows)
        ]
        for i, rows in enumerate(tally)
    ]


def lagrange(G: Group, delta: int, indices: list[int]) -> int:
    """4.21: the product over k in I without delta of k / (k - delta), mod q. 1 for a single trustee."""
    result = 1
    for k in indices:
        if k != delta:
            result = result * k * pow(k - delta, -1, G.q) % G.q
    return result


def check_result(
    message: bytes, election: Election, tally: Nested[Ciphertext], F: Nested[Element], total_weight: int
) -> list[object]:
    """4.21: the stated result is what the decryptions give. Returns it as it is stated."""
    stated = parse(message).fields("result")["result"]
    questions = stated.items()
    for json in questions:
        _read_numbers(json, 2)
    plain = [
        [[c.beta / F_ij for c, F_ij in zip(*rows, strict=True)] for rows in zip(C_i, F_i, strict=True)]
        for C_i, F_i in zip(tally, F, strict=True)
    ]
    _check_shape(stated, [_shape(q, rows) for q, rows in zip(election.questions, plain, strict=True)])
    for question, json, rows in zip(election.questions, questions, plain, strict=True):
        if isinstance(question, NonHomomorphicQuestion):
            _check_votes(json, rows[0], question.answers)
            continue
        for row_json, row in zip(question.rows(json), rows, strict=True):
            _check_weights(row_json, row, election.G, total_weight)
    return [json.value for json in questions]


def _read_numbers(json: Json, depth: int) -> None:
    """The type of a result: I* or I** for each question. What a question asks for comes after."""
    if depth and isinstance(json.value, list):
        for item in json.items():
            _read_numbers(item, depth - 1)
    else:
        read_weight(json)


def _shape(question: Question, rows: list[list[Element]]) -> Sequence[object]:
    """What the result of a question must look like, whatever its numbers."""
    if isinstance(question, NonHomomorphicQuestion):
        return [[0] * question.answers for _ in rows[0]]
    return rows if isinstance(question, ListsQuestion) else rows[0]


def _check_shape(json: Json, expected: object) -> None:
    if isinstance(expected, list):
        if not isinstance(json.value, list) or len(json.value) != len(expected):
            raise Refused("result.shape", json.where, f"{len(expected)} items are expected")
        for item, inner in zip(json.items(), expected, strict=True):
            _check_shape(item, inner)
    elif isinstance(json.value, list):
        raise Refused("result.shape", json.where, "a number is expected")


def _check_weights(json: Json, elements: list[Element], G: Group, total_weight: int) -> None:
    """Homomorphic: result_ij = log_g(beta / F), at most the total weight. Checked as g^result_ij = beta / F."""
    for item, element in zip(json.items(), elements, strict=True):
        weight = read_weight(item)
        if weight > total_weight or G.g**weight != element:
            raise Refused("result.value", item.where, "is not what the decryptions give")


def _check_votes(json: Json, elements: list[Element], n: int) -> None:
    """Non-homomorphic: result_ij = to_ints(beta / F), one for each ballot."""
    for vote, element in zip(json.items(), elements, strict=True):
        if [read_weight(item) for item in vote.items()] != element.to_ints(n):
            raise Refused("result.value", vote.where, "is not what the decryptions give")
