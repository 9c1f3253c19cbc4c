"""Shuffles (4.19) and the check of their proofs (6, CheckShuffleProof)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from .canonical import Json, parse
from .election import Election
from .groups import Element, Group
from .messages import Ciphertext, read_ciphertexts, read_element, read_scalar
from .refused import Refused


@dataclass(frozen=True, slots=True)
class ShuffleProof:
    """shuffle_proof (4.19), with the names of section 6."""

    t: list[Element]  # t_1, t_2, t_3, t_41, t_42
    t_hat: list[Element]
    s: list[int]  # s_1, s_2, s_3, s_4
    s_hat: list[int]
    s_prime: list[int]
    c: list[Element]
    c_hat: list[Element]


def read_shuffle_proof(json: Json, G: Group) -> ShuffleProof:
    """[[t_1,t_2,t_3,[t_41,t_42],[t_hat]],[s_1,s_2,s_3,s_4,[s_hat],[s_prime]],[c],[c_hat]]."""
    commitment, response, c, c_hat = json.tuple(4)
    t_1, t_2, t_3, t_4, t_hat = commitment.tuple(5)
    *s, s_hat, s_prime = response.tuple(6)
    return ShuffleProof(
        _elements([t_1, t_2, t_3, *t_4.tuple(2)], G),
        _elements(t_hat.items(), G),
        _scalars(s, G),
        _scalars(s_hat.items(), G),
        _scalars(s_prime.items(), G),
        _elements(c.items(), G),
        _elements(c_hat.items(), G),
    )


def _elements(items: list[Json], G: Group) -> list[Element]:
    return [read_element(item, G) for item in items]


def _scalars(items: list[Json], G: Group) -> list[int]:
    return [read_scalar(item, G) for item in items]


def check_shuffle(
    message: bytes, election: Election, before: list[list[Ciphertext]]
) -> list[list[Ciphertext]]:
    """shuffle (4.19) of the ciphertexts of each non-homomorphic question. Returns them as shuffled."""
    G = election.G
    fields = parse(message).fields("ciphertexts", "proofs")
    after = [read_ciphertexts(item, G) for item in fields["ciphertexts"].items()]
    proofs = [read_shuffle_proof(item, G) for item in fields["proofs"].items()]
    if not len(before) == len(after) == len(proofs):
        raise Refused("shuffle.shape", "", f"{len(before)} questions are to be shuffled")
    for i, (e, e_prime, pi) in enumerate(zip(before, after, proofs, strict=True)):
        # every list of the proof has as many items as there are ciphertexts
        for name, found in (("ciphertexts", e_prime), *_lists(pi)):
            if len(found) != len(e):
                raise Refused("shuffle.shape", f"{name} of question {i}", f"{len(e)} items are expected")
    for i, (e, e_prime, pi) in enumerate(zip(before, after, proofs, strict=True)):
        check_shuffle_proof(f"proofs[{i}]", pi, e, e_prime, election)
    return after


def _lists(pi: ShuffleProof) -> list[tuple[str, list[Element] | list[int]]]:
    return [
        ("t_hat", pi.t_hat),
        ("s_hat", pi.s_hat),
        ("s_prime", pi.s_prime),
        ("c", pi.c),
        ("c_hat", pi.c_hat),
    ]


def check_shuffle_proof(
    where: str, pi: ShuffleProof, e: list[Ciphertext], e_prime: list[Ciphertext], election: Election
) -> None:
    """CheckShuffleProof (6), line by line."""
    G, pk, phi, N = election.G, election.y, election.fingerprint, len(e)
    g, prod = G.g, G.product
    s_1, s_2, s_3, s_4 = pi.s
    h, *h_ = generators(G, N)
    str_c = serialize(e) + serialize(e_prime) + serialize(pi.c)
    u_ = get_nizkp_challenges(G, N, f"shuffle-challenges|{phi}|{str_c}")
    str_t = serialize(pi.t) + serialize(pi.t_hat)
    str_y = str_c + serialize(pi.c_hat) + str(pk)
    c = G.hash(f"shuffle-challenge|{phi}|{str_t}{str_y}")  # GetNIZKPChallenge

    c_bar = prod(pi.c) / prod(h_)
    u = 1
    for u_i in u_:
        u = u * u_i % G.q
    c_hat_ = [h, *pi.c_hat]
    c_hat = c_hat_[N] / h**u
    c_tilde = prod(c_i**u_i for c_i, u_i in zip(pi.c, u_, strict=True))
    alpha = prod(e_i.alpha**u_i for e_i, u_i in zip(e, u_, strict=True))
    beta = prod(e_i.beta**u_i for e_i, u_i in zip(e, u_, strict=True))

    t_1 = c_bar**-c * g**s_1
    t_2 = c_hat**-c * g**s_2
    t_3 = c_tilde**-c * g**s_3 * prod(h_i**s_i for h_i, s_i in zip(h_, pi.s_prime, strict=True))
    shuffled = list(zip(e_prime, pi.s_prime, strict=True))
    t_41 = beta**-c * pk**-s_4 * prod(e_i.beta**s_i for e_i, s_i in shuffled)
    t_42 = alpha**-c * g**-s_4 * prod(e_i.alpha**s_i for e_i, s_i in shuffled)
    if [t_1, t_2, t_3, t_41, t_42] != pi.t:
        raise Refused("shuffle.proof", where, "t_1, t_2, t_3 or t_4 is not what the responses give")
    for i in range(1, N + 1):
        t_hat_i = c_hat_[i] ** -c * g ** pi.s_hat[i - 1] * c_hat_[i - 1] ** pi.s_prime[i - 1]
        if t_hat_i != pi.t_hat[i - 1]:
            raise Refused("shuffle.proof", where, f"t_hat_{i} is not what the responses give")


@cache
def generators(G: Group, N: int) -> list[Element]:
    """GetSecondaryGenerator and GetGenerators (6): h, h_0, ..., h_(N-1)."""
    found = [G.get_generator(i) for i in range(-1, N)]
    if len(set(found)) != N + 1:
        raise ArithmeticError("two generators are equal: abort")
    return found


def serialize(items: Iterable[Ciphertext] | Iterable[Element]) -> str:
    """[[e]] and [[c]] (6): each element followed by a comma."""
    return "".join(f"{item}," for item in items)


def get_nizkp_challenges(G: Group, N: int, S: str) -> list[int]:
    """GetNIZKPChallenges (6): u_i = SHA256(H T_i) mod q, with H = SHA256(S) and T_i = SHA256(i) in hexadecimal."""
    H = hashlib.sha256(S.encode()).hexdigest()
    return [G.hash(H + hashlib.sha256(str(i).encode()).hexdigest()) for i in range(N)]
