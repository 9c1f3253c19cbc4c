"""Whole small elections by this program alone: the same at every run, and made without the software that they test."""

from __future__ import annotations

import json
from typing import Any

from vectors.make import ballots, groups, prove, shuffles, wire
from vectors.make.archive import Archive, Record, Step, sha256
from vectors.make.ballots import Poll, fingerprint
from vectors.make.groups import Dice, Group
from vectors.make.held import Held, Plan
from vectors.make.prove import Cipher, proof
from vectors.make.trustees import Pedersen, base58, pedersen, public_key
from vectors.make.wire import Node, Object, content, text

TIME = 1767225600


def message(value: Any) -> bytes:
    """Compact JSON."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def record(kind: str, body: bytes) -> Record:
    """A record that others may refer to."""
    return Record(kind, body, sha256(body))


class Holding:
    """Holds one election from setup to result."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.group = plan, groups.group(plan.group)
        self.dice = Dice(f"election|{plan.name}")
        self.steps: list[Step] = []
        self.secrets: dict[int, int] = {}
        self.pedersen: dict[int, Pedersen] = {}
        self.last: dict[int, tuple[bytes, list[Any]]] = {}

    def hold(self) -> Held:
        """The whole life of the election, as far as the plan goes."""
        self.setup()
        stages = [
            ("Ballot", self.vote),
            ("EndBallots", lambda: self.step("EndBallots")),
            ("EncryptedTally", self.tally),
            ("Shuffle", self.shuffle),
            ("PartialDecryption", self.decrypt),
            ("Result", self.result),
        ]
        for name, stage in stages:
            stage()
            if name == self.plan.stop:
                break
        archive = Archive(self.head(), tuple(self.steps))
        return Held(self.plan, archive, self.poll, self.credentials, self.secrets, self.pedersen)

    def head(self) -> bytes:
        """The BELENIOS file."""
        return message({"version": 1, "timestamp": str(TIME)})

    def step(self, type_: str, *records: tuple[str, bytes]) -> None:
        """Adds an event with its data."""
        self.steps.append(Step(type_, tuple(record(*r) for r in records)))

    def trustees(self) -> tuple[list[Node], Any]:
        """The items and the product of their keys."""
        items: list[Node] = []
        total = 0
        for number, wanted in enumerate(self.plan.trustees):
            owner = len(self.secrets) + 1
            if wanted == 1:
                self.secrets[owner] = self.dice.below(self.group.order)
                total += self.secrets[owner]
                items.append(['"Single"', public_key(self.group, self.secrets[owner])])
                continue
            members = self.pedersen[number] = pedersen(self.group, *wanted, self.dice)
            total += members.secret
            self.secrets |= {owner + i: members.share(i + 1) for i in range(wanted[1])}
            items.append(['"Pedersen"', members.parameters()])
        self.total = total % self.group.order
        return items, self.group.power(self.total)

    def setup(self) -> None:
        """Drawing up: keys, credentials, the election itself."""
        items, key = self.trustees()
        uuid = base58(self.dice, 14)
        self.credentials = [self.credential() for _ in range(self.plan.voters)]
        election = message(
            {
                "version": 1,
                "description": self.plan.about,
                "name": self.plan.title,
                "group": self.plan.group,
                "public_key": key,
                "questions": self.plan.questions,
                "uuid": uuid,
            }
        )
        self.poll = Poll(election)
        trustees, roll = wire.write(items), message(sorted(self.public_credentials()))
        setup = message(
            {"election": sha256(election), "trustees": sha256(trustees), "credentials": sha256(roll)}
        )
        named = (
            ("election", election),
            ("trustees", trustees),
            ("public_credentials", roll),
            ("setup_data", setup),
        )
        self.step("Setup", *named)

    def credential(self) -> str:
        """A secret credential (4.8)."""
        word = base58(self.dice, 22)
        return "-".join((word[:5], word[5:11], word[11:16], word[16:]))

    def public_credentials(self) -> list[str]:
        """Each with its weight where there are weights."""
        keys = [self.group.power(self.poll.secret(c)) for c in self.credentials]
        weights = self.plan.weights
        return keys if weights is None else [f"{k},{w}" for k, w in zip(keys, weights, strict=True)]

    def weight(self, voter: int) -> int:
        """The weight of a voter."""
        return 1 if self.plan.weights is None else self.plan.weights[voter]

    def vote(self) -> None:
        """Every ballot in turn; the last of a voter counts."""
        for number, (voter, choices) in enumerate(self.plan.votes):
            seed = f"{self.plan.name}|{number}"
            ballot = ballots.ballot(self.poll, self.credentials[voter], choices, seed)
            self.last.pop(voter, None)
            self.last[voter] = (ballot, choices)
            self.step("Ballot", ("ballot", ballot))

    def tally(self) -> None:
        """4.18."""
        trees = [(self.weight(voter), wire.read(ballot)) for voter, (ballot, _) in self.last.items()]
        self.ciphers: list[Any] = []
        for i, question in enumerate(self.poll.questions):
            answers = [(w, wire.get(tree, ("answers", i, "choices"))) for w, tree in trees]
            if kind(question) == "NH":
                found = [self.cipher(node) for _, node in answers]
                ordered = sorted(found, key=lambda c: shuffles.sort_key(self.group, c))
                self.ciphers.append(ordered if self.plan.sort else found)
            else:
                self.ciphers.append(self.product(shape(question), answers))
        tally = wire.write(self.nodes(self.ciphers))
        total = sum(w for w, _ in trees)
        sized = {"num_tallied": len(trees), "total_weight": weight(total), "encrypted_tally": sha256(tally)}
        self.step("EncryptedTally", ("encrypted_tally", tally), ("sized_encrypted_tally", message(sized)))

    def cipher(self, node: Node) -> Cipher:
        """A ciphertext read."""
        alpha, beta = (self.group.read(content(wire.get(node, (side,)))) for side in ("alpha", "beta"))
        return Cipher(alpha, beta, 0, 0)

    def product(self, form: Any, answers: list[tuple[int, Node]]) -> Any:
        """The product of ciphertexts in the form of a question's answers."""
        if isinstance(form, list):
            return [self.product(f, [(w, wire.get(a, (j,))) for w, a in answers]) for j, f in enumerate(form)]
        found = [(w, self.cipher(node)) for w, node in answers]
        sides = [
            self.group.product([self.group.exp(getattr(c, s), w) for w, c in found])
            for s in ("alpha", "beta")
        ]
        return Cipher(sides[0], sides[1], 0, 0)

    def nodes(self, tree: Any) -> Node:
        """Ciphertexts as they stand in a message."""
        return [self.nodes(t) for t in tree] if isinstance(tree, list) else tree.node(self.group)

    def shuffle(self) -> None:
        """Each shuffler in turn, where there is something to shuffle."""
        places = [i for i, question in enumerate(self.poll.questions) if kind(question) == "NH"]
        if not places:
            return
        key, mark = self.group.read(self.poll.word("public_key")), fingerprint(self.poll.message)
        shuffler = shuffles.Shuffler(self.group, key, mark, self.dice)
        for owner in self.plan.shufflers:
            parts = [shuffler.shuffle(self.ciphers[i]) for i in places]
            for i, (ciphers, _) in zip(places, parts, strict=True):
                self.ciphers[i] = ciphers
            body = wire.write(shuffles.message(parts, self.group))
            self.step("Shuffle", ("shuffle", body), ("owned_shuffle", owned(owner, body)))
        self.step("EndShuffles")

    def decrypt(self) -> None:
        """4.20, by the plan's trustees."""
        for owner in self.plan.decrypters:
            body = self.decryption(self.secrets[owner])
            named = (("partial_decryption", body), ("owned_partial_decryption", owned(owner, body)))
            self.step("PartialDecryption", *named)

    def decryption(self, secret: int, twist: Any = None) -> bytes:
        """A partial decryption; `twist` multiplies the first factor by an element of small order."""
        pairs = deep(self.ciphers, lambda c: c)
        made = iter([self.factor(c, secret, twist if i == 0 else None) for i, c in enumerate(flatten(pairs))])
        both = deep(self.ciphers, lambda _: next(made))
        fields: list[tuple[str, Node]] = [("decryption_factors", deep(both, lambda pair: pair[0]))]
        fields.append(("decryption_proofs", deep(both, lambda pair: pair[1])))
        return wire.write(Object(fields))

    def factor(self, cipher: Cipher, secret: int, twist: Any) -> tuple[str, Object]:
        """alpha^x, and the proof that it is."""
        g, q = self.group, self.group.order
        value = g.exp(cipher.alpha, secret)
        value = value if twist is None else g.mul(value, twist)
        while True:
            w = self.dice.below(q)
            pair = f"{g.power(w)},{g.write(g.exp(cipher.alpha, w))}"
            prefix = f"decrypt|{fingerprint(self.poll.message)}|{g.power(secret)}"
            challenge = prove.digest(f"{prefix}|{pair}") % q
            response = (w - secret * challenge) % q
            seen = g.mul(g.exp(cipher.alpha, response), g.exp(value, challenge))
            if g.write(seen) == pair.split(",")[1]:
                return text(g.write(value)), proof(challenge, response)

    def result(self) -> None:
        """4.21, opened with all the secrets at once."""
        values: list[Any] = []
        for question, ciphers in zip(self.poll.questions, self.ciphers, strict=True):
            opened = deep(ciphers, self.open)
            if kind(question) == "NH":
                count = len(wire.get(question, ("value", "answers")))
                values.append([embedded(self.group, e, count) for e in opened])
            else:
                values.append(deep(opened, self.logarithm))
        self.step("Result", ("result", message({"result": values})))

    def open(self, cipher: Cipher) -> Any:
        """beta / alpha^x."""
        return self.group.mul(cipher.beta, self.group.inv(self.group.exp(cipher.alpha, self.total)))

    def logarithm(self, element: Any) -> int | str:
        """A sum of some of the weights."""
        sums = {0}
        for voter in self.last:
            sums |= {s + self.weight(voter) for s in sums}
        table = {self.group.power(s): s for s in sums}
        return weight(table[self.group.write(element)])


def owned(owner: int, body: bytes) -> bytes:
    """4.19, 4.20."""
    return message({"owner": owner, "payload": sha256(body)})


def weight(number: int) -> int | str:
    """As releases write it: a string above 2^30 - 1."""
    return number if number < 2**30 else str(number)


def kind(question: Node) -> str:
    """H, NH or L."""
    assert isinstance(question, Object), "a question is an object"
    return {None: "H", '"NonHomomorphic"': "NH", '"Lists"': "L"}[dict(question).get("type")]  # type: ignore[index]


def shape(question: Node) -> Any:
    """A form as nested lists, with nothing in it, of the ciphertexts of one answer."""
    if kind(question) == "L":
        return [[None for _ in row] for row in wire.get(question, ("value", "answers"))]
    assert isinstance(question, Object), "a question is an object"
    blank = dict(question).get("blank") == "true"
    return [None] * (len(wire.get(question, ("answers",))) + blank)


def embedded(group: Group[Any], element: Any, count: int) -> list[int]:
    """to_ints (section 5)."""
    string = group.write(element)
    number = (int(string, 16) & (2**255 - 1)) >> 14 if group.name == "Ed25519" else int(string) >> 8
    return list((number & (2 ** (8 * count) - 1)).to_bytes(count, "big"))


def deep(tree: Any, change: Any) -> Any:
    """The same nested lists with every leaf changed."""
    return [deep(t, change) for t in tree] if isinstance(tree, list) else change(tree)


def flatten(tree: Any) -> list[Any]:
    """The leaves in order."""
    return [leaf for t in tree for leaf in flatten(t)] if isinstance(tree, list) else [tree]


def hold(plan: Plan) -> Held:
    """The election of a plan."""
    return Holding(plan).hold()
