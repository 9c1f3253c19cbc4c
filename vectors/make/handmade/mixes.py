"""Shuffles that are none (4.19, 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vectors.make import shuffles, wire
from vectors.make.archive import Archive, Record, Step
from vectors.make.bad import Bad
from vectors.make.ballots import fingerprint
from vectors.make.elections import Holding, owned
from vectors.make.plans import RANKED
from vectors.make.prove import Cipher, Prover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.wire import Node


class Mix:
    """An election that stands before its first shuffle, and a shuffler of any honesty."""

    def __init__(self, seed: str) -> None:
        self.holding = Holding(RANKED)
        for stage in (self.holding.setup, self.holding.vote):
            stage()
        self.holding.step("EndBallots")
        self.holding.tally()
        self.holding.dice.seed += f"|{seed}"
        self.group, self.ciphers = self.holding.group, self.holding.ciphers[0]
        self.mark = fingerprint(self.holding.poll.message)

    def shuffler(self, mark: str | None = None) -> shuffles.Shuffler:
        """A shuffler that is honest."""
        key = self.group.read(self.holding.poll.word("public_key"))
        return shuffles.Shuffler(self.group, key, mark or self.mark, self.holding.dice)

    def add(self, ciphers: list[Cipher], proof: Node, owner: int = 1) -> None:
        """Adds a shuffle."""
        body = wire.write(shuffles.message([(ciphers, proof)], self.group))
        self.holding.step("Shuffle", ("shuffle", body), ("owned_shuffle", owned(owner, body)))

    def bad(self, name: str, check: str, object_: str, about: str) -> Bad:
        """The archive as it stands."""
        archive = Archive(self.holding.head(), tuple(self.holding.steps))
        return Bad(f"{RANKED.name}/shuffle.{name}", archive.write(), check, object_, about)


def vectors() -> Iterator[Bad]:
    """All of them."""
    yield from replaced()
    yield from proofs()
    yield from twisted()
    yield from seconds()
    yield from owners()
    yield from missing()
    yield from unshuffled()


def replaced() -> Iterator[Bad]:
    """The shuffled ciphertexts are not those that went in."""
    stories: dict[str, tuple[str, str]] = {
        "copied": ("shuffle.proof", "One ciphertext stands twice and another is gone."),
        "replaced": ("shuffle.proof", "One ciphertext is replaced by one of the shuffler's own."),
        "turned": ("shuffle.proof", "The shuffled ciphertexts change places after the proof."),
        "untouched": ("shuffle.proof", "The ciphertexts are those that went in, with the proof of others."),
    }
    for name, (check, about) in stories.items():
        mix = Mix(name)
        new, proof = mix.shuffler().shuffle(mix.ciphers)
        own = Prover(mix.group, mix.holding.poll.word("public_key"), "", mix.holding.dice).encrypt(5)
        out = {
            "copied": [new[0], new[0], *new[2:]],
            "replaced": [own, *new[1:]],
            "turned": [new[1], new[0], *new[2:]],
            "untouched": mix.ciphers,
        }[name]
        mix.add(out, proof)
        yield mix.bad(name, check, "shuffle 1", about)
    for name, inputs, about in (
        ("dropped", slice(0, 2), "One ciphertext is gone; the proof is that of a shuffle of the others."),
        ("emptied", slice(0, 0), "Nothing is left; the proof is that of a shuffle of nothing."),
    ):
        mix = Mix(name)
        mix.add(*mix.shuffler().shuffle(mix.ciphers[inputs]))
        yield mix.bad(name, "shuffle.shape", "shuffle 1", about)
    mix = Mix("one more")
    mix.add(*mix.shuffler().shuffle([*mix.ciphers, mix.ciphers[0]]))
    yield mix.bad(
        "one more",
        "shuffle.shape",
        "shuffle 1",
        "One ciphertext more, with the proof of a shuffle of all four.",
    )
    mix = Mix("copied before")
    inputs_ = [mix.ciphers[0], mix.ciphers[0], mix.ciphers[2]]
    mix.add(*mix.shuffler().shuffle(inputs_))
    about = "A ciphertext was copied over another before an honest shuffle with its proof."
    yield mix.bad("copied before", "shuffle.proof", "shuffle 1", about)


def proofs() -> Iterator[Bad]:
    """An honest shuffle with a proof of something else."""
    mix = Mix("proof of another")
    new, _ = mix.shuffler().shuffle(mix.ciphers)
    _, proof = mix.shuffler().shuffle(mix.ciphers)
    mix.add(new, proof)
    yield mix.bad(
        "proof of another", "shuffle.proof", "shuffle 1", "The proof is that of another shuffle of the same."
    )
    mix = Mix("for another election")
    mix.add(*mix.shuffler("A" * 43).shuffle(mix.ciphers))
    about = "The proof was made for another election."
    yield mix.bad("for another election", "shuffle.proof", "shuffle 1", about)


def twisted() -> Iterator[Bad]:
    """A shuffled ciphertext of mixed order, under a proof that holds."""
    mix = Mix("twisted")
    for order, point in zip((2, 4, 8), mix.group.small, strict=True):
        mix = Mix(f"mixed order {order}")
        mix.add(*mix.shuffler().shuffle(mix.ciphers, point))
        about = f"A shuffled alpha is multiplied by a point of order {order}; the proof holds."
        yield mix.bad(f"mixed order {order}", "group.element", "shuffle 1", about)


def seconds() -> Iterator[Bad]:
    """The second of two shuffles."""
    mix = Mix("past the first")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    mix.add(*mix.shuffler().shuffle(mix.ciphers), owner=2)
    about = "The second shuffle starts from the encrypted tally, past the first."
    yield mix.bad("past the first", "shuffle.proof", "shuffle 2", about)
    mix = Mix("the same again")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    body = mix.holding.steps[-1].data[0].body
    mix.holding.step("Shuffle", ("shuffle", body), ("owned_shuffle", owned(2, body)))
    yield mix.bad("the same again", "shuffle.proof", "shuffle 2", "A trustee repeats the shuffle of another.")


def owners() -> Iterator[Bad]:
    """Shuffles by nobody who may."""
    for owner in (0, -1, 3):
        mix = Mix(f"owner {owner}")
        mix.add(*mix.shuffler().shuffle(mix.ciphers), owner=owner)
        yield mix.bad(f"owner {owner}", "shuffle.owner", "owned_shuffle 1", f"There is no trustee {owner}.")
    mix = Mix("owner again")
    for _ in range(2):
        new, proof = mix.shuffler().shuffle(mix.ciphers)
        mix.add(new, proof)
        mix.ciphers = new
    yield mix.bad(
        "owner again", "shuffle.owner", "owned_shuffle 2", "A trustee shuffles for the second time."
    )
    mix = Mix("of another")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    step = mix.holding.steps[-1]
    wrong = Record("owned_shuffle", owned(1, mix.holding.steps[1].data[0].body))
    mix.holding.steps[-1] = Step("Shuffle", (step.data[0], wrong))
    about = "The owner's message refers to a ballot."
    yield mix.bad("of another message", "archive.payload", "owned_shuffle 1", about)


def missing() -> Iterator[Bad]:
    """Ciphertexts that nobody has shuffled would be opened."""
    mix = Mix("none")
    mix.holding.step("EndShuffles")
    at = len(mix.holding.steps) - 1
    yield mix.bad("none", "shuffle.missing", f"event {at}", "The shuffles end, and there was none.")
    mix = Mix("decrypted before the end")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    body = mix.holding.decryption(mix.holding.secrets[1])
    named = (("partial_decryption", body), ("owned_partial_decryption", owned(1, body)))
    mix.holding.step("PartialDecryption", *named)
    at = len(mix.holding.steps) - 1
    yield mix.bad("decrypted before the end", "archive.order", f"event {at}", "The shuffles have not ended.")
    mix = Mix("after the end")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    mix.holding.step("EndShuffles")
    mix.add(*mix.shuffler().shuffle(mix.ciphers), owner=2)
    at = len(mix.holding.steps) - 1
    yield mix.bad(
        "after the end", "archive.order", f"event {at}", "A shuffle comes after the end of shuffles."
    )


def unshuffled() -> Iterator[Bad]:
    """The trustee decrypts what the voters sent, not what was shuffled: everyone would see who voted how."""
    mix = Mix("unshuffled")
    mix.add(*mix.shuffler().shuffle(mix.ciphers))
    mix.holding.step("EndShuffles")
    body = mix.holding.decryption(mix.holding.secrets[1])
    named: Any = (("partial_decryption", body), ("owned_partial_decryption", owned(1, body)))
    mix.holding.step("PartialDecryption", *named)
    about = "The ciphertexts of the voters are decrypted, not the shuffled ones."
    yield mix.bad("unshuffled decrypted", "decryption.proof", "partial_decryption 1", about)
