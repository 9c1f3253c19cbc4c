"""What the answers on a paper mean, where their own words say so."""

from __future__ import annotations

WORDS = {
    "yes": ("yes", "for", "in favour", "aye", "за", "так", "да", "tak", "za"),
    "no": ("no", "against", "nay", "супраць", "не", "против", "нет", "проти", "ні", "nie", "przeciw"),
    "abstain": (
        "abstain",
        "abstention",
        "устрымліваюся",
        "устрымаўся",
        "воздерживаюсь",
        "воздержался",
        "утримуюся",
        "утримався",
        "wstrzymuję się",
        "wstrzymanie się",
    ),
}


def meaning(answer: str) -> str | None:
    """ "yes", "no" or "abstain" where the answer is nothing but such a word in one of our languages; None otherwise.

    "Yes, on Monday" is not: only the returning officer knows whether the rest changes the meaning.
    """
    word = answer.strip().strip("«»“”\"'.!").casefold()
    return next((role for role, words in WORDS.items() if word in words), None)
