"""Partial decryptions (4.20) and the result of the election (4.21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .canonical import Json, parse
from .election import Election, ListsQuestion, NonHomomorphicQuestion
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
    questions = _items(stated, len(election.questions))
    for question, json, C_i, F_i in zip(election.questions, questions, tally, F, strict=True):
        plain = [
            [c.beta / F_ij for c, F_ij in zip(row, F_row, strict=True)]
            for row, F_row in zip(C_i, F_i, strict=True)
        ]
        if isinstance(question, NonHomomorphicQuestion):
            _check_votes(json, plain[0], question.answers)
        else:
            rows = _items(json, len(plain)) if isinstance(question, ListsQuestion) else [json]
            for row_json, row in zip(rows, plain, strict=True):
                _check_weights(row_json, row, election.G, total_weight)
    return [json.value for json in questions]


def _check_weights(json: Json, elements: list[Element], G: Group, total_weight: int) -> None:
    """Homomorphic: result_ij = log_g(beta / F), at most the total weight. Checked as g^result_ij = beta / F."""
    for item, element in zip(_items(json, len(elements)), elements, strict=True):
        if isinstance(item.value, list):
            raise Refused("result.shape", item.where, "a number is expected")
        weight = read_weight(item)
        if weight > total_weight or G.g**weight != element:
            raise Refused("result.value", item.where, "is not what the decryptions give")


def _check_votes(json: Json, elements: list[Element], n: int) -> None:
    """Non-homomorphic: result_ij = to_ints(beta / F), one for each ballot."""
    for vote, element in zip(_items(json, len(elements)), elements, strict=True):
        if [item.integer() for item in _items(vote, n)] != element.to_ints(n):
            raise Refused("result.value", vote.where, "is not what the decryptions give")


def _items(json: Json, length: int) -> list[Json]:
    """The items of a part of the result, of which there must be so many."""
    if isinstance(json.value, int) or len(json.items()) != length:
        raise Refused("result.shape", json.where, f"{length} items are expected")
    return json.items()
