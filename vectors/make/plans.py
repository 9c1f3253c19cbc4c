"""The good elections that this program holds: every kind of question in every group that carries it, every kind of trustees."""

from __future__ import annotations

from typing import Any

from vectors.make.held import Plan

YES_NO = {"answers": ["Yes", "No"], "min": 1, "max": 1, "question": "Shall we strike from Monday?"}
COMMITTEE = {
    "answers": ["Hanna", "Maksim", "Volha"],
    "blank": True,
    "min": 1,
    "max": 2,
    "question": "Who shall sit on the committee?",
}
RANKING = {
    "type": "NonHomomorphic",
    "value": {
        "answers": ["Minsk", "Hrodna", "Brest"],
        "question": "Where shall we meet? Give each town a number.",
    },
}
SLATES = {
    "type": "Lists",
    "value": {
        "answers": [["Bread", "Ales", "Nina"], ["Roses", "Iryna"]],
        "question": "Which list, and who on it?",
    },
}
ODD: dict[str, Any] = {
    "answers": ['"Yes" \\ да', "No 🌹\n", "\u007f/"],
    "min": 0,
    "max": 3,
    "question": "Ці згодны вы? \u2028",
}

ALL = Plan(
    "ed25519-all",
    "Every kind of question; each of two mandatory trustees shuffled.",
    "Ed25519",
    [YES_NO, COMMITTEE, RANKING, SLATES],
    [1, 1],
    [
        (0, [[1, 0], [0, 1, 0, 1], [1, 2, 3], [[1, 1, 0], [0, 0]]]),
        (1, [[0, 1], [1, 0, 0, 0], [3, 255, 0], [[0, 0, 0], [1, 1]]]),
    ],
    [1, 2],
    shufflers=(1, 2),
)

MIXED = Plan(
    "ed25519-mixed",
    "A mandatory trustee and a threshold of 2 of 3; the mandatory one and a member of the threshold shuffled.",
    "Ed25519",
    [COMMITTEE, RANKING],
    [1, (2, 3)],
    [(0, [[0, 1, 0, 1], [1, 2, 3]]), (1, [[1, 0, 0, 0], [3, 255, 0]]), (2, [[0, 0, 1, 0], [2, 2, 2]])],
    [1, 2, 4],
    shufflers=(1, 3),
)

REVOTE = Plan(
    "ed25519-revote",
    "A voter votes three times, another once, the third never: only the last ballots count.",
    "Ed25519",
    [YES_NO],
    [1],
    [(0, [[1, 0]]), (1, [[1, 0]]), (0, [[1, 0]]), (0, [[0, 1]])],
    [1],
)

WEIGHTS = Plan(
    "ed25519-weights",
    "Weights 0, 3 and 2 000 000 000; the largest counts are written as strings.",
    "Ed25519",
    [COMMITTEE, SLATES],
    [1, 1],
    [
        (0, [[0, 1, 1, 0], [[1, 0, 1], [0, 0]]]),
        (1, [[0, 0, 1, 0], [[0, 0, 0], [1, 1]]]),
        (2, [[0, 1, 0, 0], [[1, 1, 1], [0, 0]]]),
    ],
    [2, 1],
    weights=[0, 3, 2_000_000_000],
)

THRESHOLD = Plan(
    "ed25519-threshold",
    "A threshold of 2 of 3; all three decrypted.",
    "Ed25519",
    [YES_NO],
    [(2, 3)],
    [(2, [[1, 0]]), (0, [[0, 1]])],
    [3, 1, 2],
)

RANKED = Plan(
    "ed25519-ranking",
    "A ranking, shuffled by each of two mandatory trustees.",
    "Ed25519",
    [RANKING],
    [1, 1],
    [(0, [[1, 2, 3]]), (1, [[3, 2, 1]]), (2, [[0, 0, 9]])],
    [1, 2],
    shufflers=(2, 1),
)

BELENIOS = Plan(
    "belenios2048-threshold",
    "A homomorphic question in the group of 256-bit exponents, with a mandatory trustee and a threshold of 1 of 2.",
    "BELENIOS-2048",
    [COMMITTEE],
    [1, (1, 2)],
    [(0, [[1, 0, 0, 0]]), (1, [[0, 1, 0, 1]])],
    [1, 3],
    voters=2,
)

RFC = Plan(
    "rfc3526-all",
    "Every kind of question in the group of RFC 3526.",
    "RFC-3526-2048",
    [YES_NO, RANKING, SLATES],
    [1],
    [(0, [[1, 0], [1, 2, 3], [[1, 1, 0], [0, 0]]]), (1, [[0, 1], [200, 0, 7], [[0, 0, 0], [1, 1]]])],
    [1],
    voters=2,
    shufflers=(1,),
)

PLANS = [
    ALL,
    MIXED,
    REVOTE,
    WEIGHTS,
    THRESHOLD,
    RANKED,
    RFC,
    BELENIOS,
    Plan(
        "ed25519-empty",
        "Nobody voted: every ciphertext is (1, 1), and the shuffle is of nothing.",
        "Ed25519",
        [YES_NO, RANKING],
        [1],
        [],
        [1],
        shufflers=(1,),
    ),
    Plan(
        "ed25519-running",
        "The election is still running; its texts hold escapes, a control character, Cyrillic and an emoji.",
        "Ed25519",
        [ODD],
        [1],
        [(1, [[1, 0, 1]]), (0, [[0, 0, 0]])],
        [],
        title='Strike "ballot" \\ \u0001 забастоўка 🌹',
        stop="Ballot",
    ),
    Plan(
        "ed25519-ballot-order",
        "Non-homomorphic ciphertexts stand in the order of the ballots, as 4.18 says.",
        "Ed25519",
        [RANKING],
        [1],
        [(2, [[1, 2, 3]]), (0, [[3, 2, 1]]), (1, [[0, 0, 9]])],
        [1],
        shufflers=(1,),
        sort=False,
    ),
]
