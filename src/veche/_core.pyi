"""The core: groups, ElGamal, proofs, shuffles, whole-ballot checks in bulk, ranked papers (Rust).

Every message goes in and comes out as bytes, exactly as it stands in the archive: compact JSON, fields in the
order of the specification, hashed as received. Elements and scalars are the strings of the specification, as ASCII
bytes: an Ed25519 point is 64 lower-case hexadecimal digits, everything else is decimal. Every element received is
checked to be canonical and in the prime-order group, every scalar to be canonical and below the order.

Bulk calls release the interpreter lock and use `threads` threads (0: every core).
"""

from collections.abc import Sequence
from typing import Final, final

__version__: Final[str]

class CoreError(ValueError):
    """The only exception of the core: `args == (check, where, detail)`.

    `check` is an identifier of `vectors/CHECKS.md`, `where` a path inside the object such as `answers[0].choices[2].alpha`
    (empty for the object itself), `detail` one plain sentence without any secret.
    """

@final
class Secret:
    """A scalar that must stay secret: constant time, wiped when freed, never shown by `repr`."""

    def public(self) -> bytes:
        """g^x as an element."""
    def prove(self, prefix: bytes) -> tuple[bytes, bytes]:
        """Knowledge of x: (challenge, response), challenge = SHA256(prefix A) mod q, A = g^w (4.5, 4.6.1, 4.16).

        `prefix` is everything that stands before A, its last bar included: `pok|Ed25519|X|`, `sigmsg|M|`, `sig|H|`.
        """
    def open(self, alpha: bytes, beta: bytes) -> bytes:
        """beta / alpha^x as an element (4.6.1). Raises CoreError("group.element") for a bad point."""
    def to_decimal(self) -> bytes:
        """The scalar in base 10, for the owner's key file only."""

@final
class Group:
    """One of "Ed25519", "RFC-3526-2048", "BELENIOS-2048" (section 5)."""

    def __new__(cls, name: str) -> Group:
        """Raises CoreError("election.group") for any other name."""
    @property
    def name(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def max_ints(self) -> int:
        """How many small integers one element can carry; 0 without embedding (section 5)."""
    def check_elements(self, elements: Sequence[bytes]) -> None:
        """Raises CoreError("group.element", "[i]", …) for the first that is not canonical or not in the group."""
    def check_scalar(self, scalar: bytes) -> None:
        """Raises CoreError("group.scalar")."""
    def product(self, elements: Sequence[bytes]) -> bytes:
        """The product; the neutral element for none."""
    def evaluate(self, coefficients: Sequence[bytes], at: int) -> bytes:
        """The product of A_k^(at^k), k from 0 (4.6.5, 4.6.6)."""
    def verify(self, check: str, prefix: bytes, key: bytes, challenge: bytes, response: bytes) -> None:
        """Schnorr: raises CoreError(check) unless challenge = SHA256(prefix A) mod q with A = g^response key^challenge.

        `prefix` ends with the bar that stands before A, as in `Secret.prove`.
        """
    def random_secret(self) -> Secret: ...
    def secret_from_digest(self, digest: bytes) -> Secret:
        """Big-endian bytes (32 or 64 of them), reduced modulo q."""
    def secret_from_decimal(self, decimal: bytes) -> Secret:
        """Canonical base 10 below q, or CoreError("group.scalar")."""
    def share(self, coefficients: Sequence[Secret], at: int) -> Secret:
        """f(at) = sum of a_k at^k (4.6.4)."""
    def sum(self, secrets: Sequence[Secret]) -> Secret: ...
    def encrypt_to(self, key: bytes) -> tuple[bytes, bytes, bytes]:
        """(alpha, beta, g^s) with alpha = g^r, beta = key^r g^s (4.6.1): the envelope of a symmetric key."""

# The shape of a question as the core needs it: how many answers, and its limits.
# ("H", (n,), min, max, blank) | ("NH", (n,), 0, 0, False) | ("L", (members of list 1, …), 0, 0, False)
# For "L" each number counts the candidates of a list without the list's own name.
QuestionShape = tuple[str, tuple[int, ...], int, int, bool]

@final
class Election:
    """One election, with tables for g and y, for everything that comes in bulk."""

    def __new__(
        cls, group: str, public_key: bytes, uuid: str, fingerprint: str, questions: Sequence[QuestionShape]
    ) -> Election:
        """`fingerprint` is φ, the unpadded Base64 of 4.10. Raises CoreError."""
    def check_ballots(
        self, ballots: Sequence[bytes], *, threads: int = 0
    ) -> list[tuple[str, str, str] | None]:
        """For each ballot None, or (check, where, detail) of the first check that fails (4.11 to 4.17).

        Checks the whole ballot but its place on the roll and its uniqueness: JSON, election, every element and scalar, the
        hash and the signature, every proof.
        """
    def make_ballots(
        self, credentials: Sequence[Secret], choices: Sequence[bytes], *, threads: int = 0
    ) -> list[bytes]:
        """One ballot for each secret credential and choice.

        A choice is JSON in the form of belenios-tool: an array with one item a question: H `[1,0]` (with `blank` a
        leading 0 or 1), NH `[2,1,3]`, lists `[[1,0,1],[0,0]]`. Raises CoreError("choice", …) for one outside the question's limits.
        """
    def tally(self) -> Tally: ...
    def shuffle(self, ciphertexts: bytes, *, threads: int = 0) -> bytes:
        """The `shuffle` message (4.19) for nh_ciphertexts JSON `[[{"alpha":…,"beta":…},…],…]`."""
    def check_shuffle(self, ciphertexts: bytes, shuffle: bytes, *, threads: int = 0) -> None:
        """Raises CoreError("shuffle.shape" | "shuffle.proof" | "group.element" | "group.scalar" | "json", …)."""
    def decrypt(self, encrypted_tally: bytes, secret: Secret, *, threads: int = 0) -> bytes:
        """The `partial_decryption` message (4.20)."""
    def check_decryption(
        self, encrypted_tally: bytes, public_key: bytes, partial_decryption: bytes, *, threads: int = 0
    ) -> None:
        """Raises CoreError("decryption.shape" | "decryption.proof" | "group.…" | "json", …)."""
    def result(
        self,
        encrypted_tally: bytes,
        decryptions: Sequence[Sequence[tuple[int, bytes]]],
        total_weight: int,
        *,
        stated: Sequence[int] | None = None,
        threads: int = 0,
    ) -> bytes:
        """The `result` message (4.21).

        Sums are found by search, which takes about the square root of `total_weight`; sums that are `stated` (of all H and L
        questions, in their order) are only tested. Too few, or one that is wrong or too large, is refused.

        `decryptions` holds for each item of `trustees` its (index from 1, partial_decryption) pairs, all checked before;
        they are combined with Lagrange coefficients at 0 over the given indices (a single key is `[(1, …)]`).
        Raises CoreError("result.value") where a logarithm above `total_weight` would be needed or an NH element does not decode.
        """

@final
class Tally:
    """The running product of ballots (4.18). Feed ballots that `check_ballots` accepted, in the order of the archive."""

    def add(self, ballots: Sequence[bytes], weights: Sequence[int], *, threads: int = 0) -> None:
        """Raises CoreError("tally.weight") for a weight other than 1 where a question is NH; trusts the ballots' proofs."""
    def encrypted_tally(self) -> bytes:
        """The `encrypted_tally` message; ciphertexts of NH questions sorted, as every release of Belenios does."""
    def encrypted_tally_in_ballot_order(self) -> bytes:
        """The same with NH ciphertexts in the order of the ballots, as 4.18 says literally."""

# What goes wrong with papers is a CoreError too; its checks begin with `papers.` and belong to no message of the protocol.

@final
class Gathering:
    """Papers that are being read, grouped as they come: memory grows with different rankings, not with papers."""

    def __new__(cls, candidates: int, form: str = "blt", *, complete: bool = False) -> Gathering:
        """`form` says how lines are written: "blt" `2 3 1 0`, "preflib" `2: 3,1`, "old-preflib" `2,3,1`.

        With `complete`, a line that does not rank every candidate is not clean.

        Raises CoreError("papers.candidates") unless there are 1 to 1,000 candidates.
        """
    @property
    def total(self) -> int:
        """Papers so far."""
    def feed(self, block: bytes, first: int) -> tuple[list[tuple[int, bytes]], int | None]:
        """Take the clean lines of `block`, whole lines of which the first has the number `first`.

        Clean is a line with a weight and candidates of the contest, each once, of which the total of papers stays within
        its bound. Every other line comes back with its number, blank ones and comments too. In a BLT file it stops at the
        line `0` (a comment may follow it); the second value is then where in the block the next line begins, and None before that.
        """
    def add(self, ranking: Sequence[Sequence[int]], weight: int) -> None:
        """Take papers; each rank holds the candidates who share it.

        Raises CoreError("papers.ranking") for one that is empty, unknown or repeated, CoreError("papers.weight") for a weight
        below 1 or more than 10^12 papers in all.
        """
    def finish(self) -> Papers:
        """All papers. Nothing can be added afterwards: CoreError("papers.finished")."""

@final
class Papers:
    """All papers of a contest. Lists by candidate have an unused slot 0, because numbers count from 1."""

    @property
    def candidates(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def distinct(self) -> int: ...
    @property
    def has_equal_ranks(self) -> bool: ...
    def group(self, index: int) -> tuple[list[list[int]], int]:
        """The ranks of one group, and how many papers say so. Raises IndexError."""
    def canonical(self) -> bytes: ...
    def deal(self, pile: Pile | None, continuing: Sequence[int]) -> tuple[dict[int, Pile], Pile | None]:
        """Piles by candidate, ascending, and the pile of nobody.

        Raises CoreError("papers.equal" | "papers.candidates" | "papers.pile").
        """
    def meek(self, keep: Sequence[int], scale: int) -> tuple[list[int], int]:
        """Votes by candidate and the excess, in units of 1/scale; `scale` at most 10^18.

        Raises CoreError("papers.equal" | "papers.keep").
        """
    def pairwise(self) -> list[list[int]]: ...
    def first_counts(self) -> list[int]:
        """Raises CoreError("papers.equal")."""

@final
class Pile:
    """Some of the papers, kept together because they lie with one candidate or with nobody."""

    @property
    def papers(self) -> int: ...
