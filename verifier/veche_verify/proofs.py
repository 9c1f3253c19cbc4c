"""Every proof that a ballot or a key comes with (4.5, 4.6.1, 4.11 to 4.16).

The proofs carry no commitments: each is recomputed from challenge and response, and the hash over the commitments must
give the challenges. The formulas are those of the specification; H is SHA256(...) mod q.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canonical import Json
from .groups import Element, Group
from .messages import Ciphertext, Proof, read_element, read_scalar
from .refused import Refused


@dataclass(frozen=True, slots=True)
class NonzeroProof:
    """nonzero_proof (4.15)."""

    commitment: Element
    challenge: int
    response: tuple[int, int]


def read_nonzero_proof(json: Json, G: Group) -> NonzeroProof:
    fields = json.fields("commitment", "challenge", "response")
    t_1, t_2 = (read_scalar(item, G) for item in fields["response"].tuple(2))
    return NonzeroProof(
        read_element(fields["commitment"], G), read_scalar(fields["challenge"], G), (t_1, t_2)
    )


def check_knowledge(check: str, where: str, G: Group, prefix: str, X: Element, pi: Proof) -> None:
    """Knowledge of x with X = g^x. The hash covers `prefix|A`.

    4.5   prefix = pok|G|X                       a trustee knows the private key
    4.6.1 prefix = sigmsg|M                      a message is signed
    4.11.2 prefix = raweg|S|y,alpha,beta          the voter knows the randomness of a non-homomorphic answer
    4.16  prefix = sig|hash                      a ballot is signed
    P2    prefix = veche-petition|G|φ|turn|X     a petition is signed (petition.py)
    """
    A = G.g**pi.response * X**pi.challenge
    if pi.challenge != G.hash(f"{prefix}|{A}"):
        raise Refused(check, where, "the challenge is not the hash of the recomputed commitment")


def commitments(G: Group, y: Element, c: Ciphertext, M: int, pi: Proof) -> str:
    """`A,B` of the statement that c encrypts M (4.12).

    A = g^response alpha^challenge, B = y^response (beta/g^M)^challenge
    """
    A = G.g**pi.response * c.alpha**pi.challenge
    B = y**pi.response * (c.beta / G.g**M) ** pi.challenge
    return f"{A},{B}"


def check_one_of(
    check: str, where: str, G: Group, prefix: str, AB: Sequence[str], pis: Sequence[Proof]
) -> None:
    """One of several statements holds: H(prefix|A_0,B_0,...,A_k,B_k) = the sum of the challenges, mod q."""
    if G.hash(f"{prefix}|{','.join(AB)}") != sum(pi.challenge for pi in pis) % G.q:
        raise Refused(check, where, "the challenges do not add up to the hash of the recomputed commitments")


def check_interval(
    check: str,
    where: str,
    G: Group,
    y: Element,
    S: str,
    c: Ciphertext,
    M: Sequence[int],
    pis: Sequence[Proof],
) -> None:
    """c encrypts one of M_0, ..., M_k (4.12). The caller has checked that there are as many proofs."""
    AB = [commitments(G, y, c, M_j, pi) for M_j, pi in zip(M, pis, strict=True)]
    check_one_of(check, where, G, f"prove|{S}|{c}", AB, pis)


def check_blank(
    where: str, G: Group, y: Element, S: str, c_0: Ciphertext, c_sum: Ciphertext, pis: Sequence[Proof]
) -> None:
    """blank_proof (4.13): m_0 = 0 or m_sum = 0, with proofs (pi_0, pi_sum)."""
    AB = [commitments(G, y, c_0, 0, pis[0]), commitments(G, y, c_sum, 0, pis[1])]
    check_one_of("proof.blank", where, G, f"bproof0|{S}", AB, pis)


def check_overall_or_blank(
    where: str,
    G: Group,
    y: Element,
    S: str,
    c_0: Ciphertext,
    c_sum: Ciphertext,
    M: Sequence[int],
    pis: Sequence[Proof],
) -> None:
    """overall_proof (4.13): m_0 = 1 or m_sum is one of M_1, ..., M_k, with proofs (pi_0, ..., pi_k)."""
    AB = [commitments(G, y, c_0, 1, pis[0])]
    AB += [commitments(G, y, c_sum, M_j, pi) for M_j, pi in zip(M, pis[1:], strict=True)]
    check_one_of("proof.overall", where, G, f"bproof1|{S}", AB, pis)


def check_list(
    where: str, G: Group, y: Element, S: str, c_0: Ciphertext, c: Ciphertext, pis: Sequence[Proof]
) -> None:
    """list_proofs (4.14): L_i = 1 (in c_0) or the sum of its candidates is 0 (in c)."""
    AB = [commitments(G, y, c_0, 1, pis[0]), commitments(G, y, c, 0, pis[1])]
    check_one_of("proof.list", where, G, f"lproof|{S}", AB, pis)


def check_nonzero(where: str, G: Group, y: Element, S: str, c: Ciphertext, pi: NonzeroProof) -> None:
    """nonzero_proof (4.15): c does not encrypt 0."""
    A_0, (t_1, t_2) = pi.commitment, pi.response
    if G.one == A_0:
        raise Refused("proof.nonzero", where, "the commitment is 1")
    A_1 = c.alpha**t_1 * G.g**t_2
    A_2 = c.beta**t_1 * y**t_2 * A_0**pi.challenge
    if G.hash(f"nonzero|{S}|{A_0},{A_1},{A_2}") != pi.challenge:
        raise Refused("proof.nonzero", where, "the challenge is not the hash of the recomputed commitments")
