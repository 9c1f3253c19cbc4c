"""The three kinds of answers (4.11): how they are read, how many proofs they need, and what these must prove."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .canonical import Json
from .election import Election, HomomorphicQuestion, ListsQuestion, Question
from .groups import Group
from .messages import (
    Ciphertext,
    Proof,
    product,
    read_ciphertext,
    read_ciphertexts,
    read_proof,
    read_proofs,
)
from .proofs import (
    NonzeroProof,
    check_blank,
    check_interval,
    check_knowledge,
    check_list,
    check_nonzero,
    check_overall_or_blank,
    read_nonzero_proof,
)
from .refused import Refused


@dataclass(frozen=True, slots=True)
class HomomorphicAnswer:
    """answer_h (4.11.1)."""

    question: HomomorphicQuestion
    choices: list[Ciphertext]
    individual_proofs: list[list[Proof]]
    overall_proof: list[Proof]
    blank_proof: list[Proof] | None

    @classmethod
    def read(cls, json: Json, question: HomomorphicQuestion, G: Group) -> HomomorphicAnswer:
        fields = json.fields("choices", "individual_proofs", "overall_proof", "?blank_proof")
        return cls(
            question,
            read_ciphertexts(fields["choices"], G),
            [read_proofs(item, G) for item in fields["individual_proofs"].items()],
            read_proofs(fields["overall_proof"], G),
            read_proofs(fields["blank_proof"], G) if "blank_proof" in fields else None,
        )

    def check_shape(self, where: str) -> None:
        question = self.question
        n, k = question.lengths[0], question.max - question.min + 1
        expect(f"{where}.choices", [n], [len(self.choices)])
        expect(f"{where}.individual_proofs", [2] * n, map(len, self.individual_proofs))
        # 4.13: with blank, one proof more, and a couple of proofs for blank; without, there is no blank_proof
        expect(f"{where}.overall_proof", [k + question.blank], [len(self.overall_proof)])
        blank = [] if self.blank_proof is None else [len(self.blank_proof)]
        expect(f"{where}.blank_proof", [2] * question.blank, blank)

    def check_proofs(self, where: str, election: Election, S_0: str) -> None:
        G, y, c = election.G, election.y, self.choices
        # each choice is 0 or 1
        for j, pis in enumerate(self.individual_proofs):
            check_interval(
                "proof.individual", f"{where}.individual_proofs[{j}]", G, y, S_0, c[j], [0, 1], pis
            )
        S = listed(S_0, c)
        M = range(self.question.min, self.question.max + 1)
        where_overall = f"{where}.overall_proof"
        if self.blank_proof is None:
            # their sum is between min and max
            check_interval("proof.overall", where_overall, G, y, S, product(G, c), M, self.overall_proof)
        else:
            # 4.13: c_0 says whether the vote is blank, c_sum is the sum of the choices proper
            c_0, c_sum = c[0], product(G, c[1:])
            check_overall_or_blank(where_overall, G, y, S, c_0, c_sum, M, self.overall_proof)
            check_blank(f"{where}.blank_proof", G, y, S, c_0, c_sum, self.blank_proof)


@dataclass(frozen=True, slots=True)
class NonHomomorphicAnswer:
    """answer_nh (4.11.2)."""

    choices: Ciphertext
    proof: Proof

    @classmethod
    def read(cls, json: Json, G: Group) -> NonHomomorphicAnswer:
        fields = json.fields("choices", "proof")
        return cls(read_ciphertext(fields["choices"], G), read_proof(fields["proof"], G))

    def check_shape(self, where: str) -> None:
        """There is one ciphertext and one proof: nothing to count."""

    def check_proofs(self, where: str, election: Election, S_0: str) -> None:
        # A = g^response alpha^challenge, challenge = H(raweg|S_0|y,alpha,beta|A)
        c = self.choices
        prefix = f"raweg|{S_0}|{election.y},{c}"
        check_knowledge("proof.encryption", f"{where}.proof", election.G, prefix, c.alpha, self.proof)


@dataclass(frozen=True, slots=True)
class ListsAnswer:
    """answer_l (4.11.3). In each list, choice 0 is the list itself and the others are its candidates."""

    question: ListsQuestion
    choices: list[list[Ciphertext]]
    individual_proofs: list[list[list[Proof]]]
    overall_proof: Proof
    list_proofs: list[list[Proof]]
    nonzero_proof: NonzeroProof

    @classmethod
    def read(cls, json: Json, question: ListsQuestion, G: Group) -> ListsAnswer:
        fields = json.fields("choices", "individual_proofs", "overall_proof", "list_proofs", "nonzero_proof")
        return cls(
            question,
            [read_ciphertexts(item, G) for item in fields["choices"].items()],
            [[read_proofs(item, G) for item in row.items()] for row in fields["individual_proofs"].items()],
            read_proof(fields["overall_proof"], G),
            [read_proofs(item, G) for item in fields["list_proofs"].items()],
            read_nonzero_proof(fields["nonzero_proof"], G),
        )

    def check_shape(self, where: str) -> None:
        lengths = self.question.lengths
        expect(f"{where}.choices", lengths, map(len, self.choices))
        expect(f"{where}.individual_proofs", lengths, map(len, self.individual_proofs))
        for i, row in enumerate(self.individual_proofs):
            expect(f"{where}.individual_proofs[{i}]", [2] * len(row), map(len, row))
        expect(f"{where}.list_proofs", [2] * len(lengths), map(len, self.list_proofs))

    def check_proofs(self, where: str, election: Election, S_0: str) -> None:
        G, y, c = election.G, election.y, self.choices
        # each choice is 0 or 1
        for i, (row, proofs) in enumerate(zip(c, self.individual_proofs, strict=True)):
            for j, (c_ij, pis) in enumerate(zip(row, proofs, strict=True)):
                inner = f"{where}.individual_proofs[{i}][{j}]"
                check_interval("proof.individual", inner, G, y, S_0, c_ij, [0, 1], pis)
        S = listed(S_0, (c_ij for row in c for c_ij in row))
        # exactly one list is selected
        names = product(G, (row[0] for row in c))
        check_interval("proof.overall", f"{where}.overall_proof", G, y, S, names, [1], [self.overall_proof])
        # each list is either selected, or all its candidates are not selected
        for i, (row, pis) in enumerate(zip(c, self.list_proofs, strict=True)):
            check_list(f"{where}.list_proofs[{i}]", G, y, S, row[0], product(G, row[1:]), pis)
        # at least one candidate is selected
        candidates = product(G, (c_ij for row in c for c_ij in row[1:]))
        check_nonzero(f"{where}.nonzero_proof", G, y, S, candidates, self.nonzero_proof)


Answer = HomomorphicAnswer | NonHomomorphicAnswer | ListsAnswer


def read_answer(json: Json, question: Question, G: Group) -> Answer:
    """An answer in the form that its question asks for."""
    if isinstance(question, HomomorphicQuestion):
        return HomomorphicAnswer.read(json, question, G)
    if isinstance(question, ListsQuestion):
        return ListsAnswer.read(json, question, G)
    return NonHomomorphicAnswer.read(json, G)


def read_answers(json: Json, election: Election) -> list[Answer]:
    """The answers of a ballot, one for each question."""
    items = json.items()
    # as in tally.py: each is read as its question asks, and then they are counted
    questions = election.questions + election.questions[-1:] * (len(items) - len(election.questions))
    answers = [read_answer(item, q, election.G) for item, q in zip(items, questions, strict=False)]
    if len(items) != len(election.questions):
        raise Refused("answer.shape", json.where, f"{len(election.questions)} answers are expected")
    return answers


def expect(where: str, expected: list[int], found: Iterable[int]) -> None:
    """4.11: there are as many ciphertexts and proofs as the question asks for."""
    if expected != list(found):
        raise Refused("answer.shape", where, "not as many as the question asks for")


def listed(S_0: str, choices: Iterable[Ciphertext]) -> str:
    """4.11.1: S is S_0, a bar, and every alpha and beta, separated by commas."""
    return f"{S_0}|{','.join(map(str, choices))}"
