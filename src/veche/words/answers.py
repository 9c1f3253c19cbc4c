"""What the answers on a paper mean, where their own words say so.

Every room that has to know which answer is yes asks here. An answer whose place on the paper comes first is not yes for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

WORDS = {
    "yes": ("yes", "for", "in favour", "aye", "за", "так", "да", "tak", "za"),
    "no": ("no", "against", "nay", "супраць", "не", "против", "нет", "проти", "ні", "nie", "przeciw", "przeciwko"),
    "abstain": (
        "abstain", "abstention",
        "устрымліваюся", "устрымаўся", "устрымалася", "устрымацца",
        "воздерживаюсь", "воздержался", "воздержалась", "воздержаться",
        "утримуюсь", "утримуюся", "утримався", "утрималася", "утриматися",
        "wstrzymuję się", "wstrzymałem się", "wstrzymałam się", "wstrzymanie się",
    ),
}  # fmt: skip


def meaning(answer: str) -> str | None:
    """ "yes", "no" or "abstain" where the answer is nothing but such a word in one of our languages; None otherwise.

    "Yes, on Monday" is not: only the returning officer knows whether the rest changes the meaning.
    """
    word = normalize("NFC", answer).strip().strip("«»“”„\"'.! ").casefold()
    return next((role for role, words in WORDS.items() if word in words), None)


def roles(answers: Sequence[str], stated: Sequence[str] = ()) -> tuple[str, ...] | None:
    """What each answer means: as stated, otherwise as its own word says.

    None where some answer has no meaning, where not each has one, or where nothing is yes or nothing is no.
    """
    told: list[str | None] = [one.strip() for one in stated]
    told = told or [meaning(answer) for answer in answers]
    known = tuple(role for role in told if role in WORDS)
    whole = len(known) == len(told) == len(answers)
    return known if whole and {"yes", "no"} <= set(known) else None


def added_up(meant: Sequence[str], sums: Sequence[int]) -> dict[str, int]:
    """How many votes all answers with the same meaning have together."""
    found: dict[str, int] = {}
    for role, number in zip(meant, sums, strict=True):
        found[role] = found.get(role, 0) + number
    return found


def listed(answers: Sequence[str]) -> str:
    """The answers as errors name them."""
    return ", ".join(f"“{answer}”" for answer in answers)
