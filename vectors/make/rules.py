"""Which check must refuse which alteration (`vectors/CHECKS.md`).

A rule is (message, field, alteration, check), the first three as regular expressions; the first that fits counts. The
check None says that the altered election is as good as the first, or that a vector made by hand shows it more purely.
"""

from __future__ import annotations

import re

BY_KIND: dict[str, list[tuple[str, str | None]]] = {
    "scalar": [("as .*|null|escaped|other digits", "json"), ("plus one", None), (".*", "group.scalar")],
    "element": [("as .*|null", "json"), ("another|neutral", None), (".*", "group.element")],
    "object": [(".*", "json")],
    "array": [("as object|null", "json")],
    "int": [("(plus|minus) (one|ten)", None), (".*", "json")],
    "weight": [("(plus|minus) one", None), (".*", "json")],
    "bool": [("flipped", None), (".*", "json")],
    "word": [("unknown|lower case", None), (".*", "json")],
    "uuid": [("as .*|null|escaped", "json")],
    "text": [(".*", "json")],
    "hash": [("another", None), (".*", "json")],
    "fingerprint": [("as .*|null|escaped", "json")],
    "time": [],
}
"""What the kind of a field alone decides; None: the rules below decide."""

LENGTH = "last dropped|last repeated|first repeated|emptied"
OFF = "plus one|minus one|minus ten"

RULES: list[tuple[str, str, str, str | None]] = [
    ("header", ".*", ".*", "archive.header"),
    # Events (4.4).
    ("event", "parent|height|", f"another|{OFF}", "archive.chain"),
    ("event", "type", ".*", "archive.order"),
    ("event", "payload|", "another", "archive.payload"),
    # The election (4.9, 4.10), without ballots.
    ("election", "version", OFF, "election.version"),
    ("election", "group", ".*", "election.group"),
    ("election", "uuid", "short|no base 58", "election.uuid"),
    ("election", "public_key", ".*", "election.public_key"),
    ("election", r"questions\[\]\.(min|max)", "minus ten", "election.questions"),
    ("election", r"questions\[\](\.value)?\.answers(\[\])?", "emptied", "election.questions"),
    ("election", r"questions\[\]\.type", ".*", "json"),
    (
        "election",
        r"uuid|questions\[\].*|questions",
        "another|flipped|plus one|minus one|" + LENGTH + "|first.*",
        None,
    ),
    # Trustees (4.5 to 4.7).
    ("trustees", "", "emptied", "trustees.empty"),
    ("trustees", "", "first two swapped", None),
    ("trustees", "", LENGTH, "election.public_key"),
    ("trustees", r"\[\]|\[\]\[\]", ".*", "json"),
    ("trustees", r"\[\]\[\]\.pok.*", ".*", "trustees.pok"),
    ("trustees", r"\[\]\[\]\.public_key", ".*", "trustees.pok"),
    ("trustees", r"\[\]\[\]\.threshold", "minus ten", "threshold.shape"),
    ("trustees", r"\[\]\[\]\.threshold", ".*", "threshold.certificate"),
    ("trustees", r"\[\]\[\]\.(certs|coefexps|signatures|verification_keys)", LENGTH, "threshold.shape"),
    ("trustees", r"\[\]\[\]\.certs.*", "first two swapped|plus one", "threshold.certificate"),
    ("trustees", r"\[\]\[\]\.coefexps.*", "first two swapped|plus one", "threshold.coefexps"),
    ("trustees", r"\[\]\[\]\.signatures.*", "first two swapped|plus one", "threshold.signature"),
    ("trustees", r"\[\]\[\]\.verification_keys\[\]\.pok.*", "plus one", "trustees.pok"),
    ("trustees", r"\[\]\[\]\.verification_keys\[\]\.public_key", ".*", None),
    (
        "trustees",
        r"\[\]\[\]\.verification_keys.*",
        "first two swapped|plus one",
        "threshold.key",
    ),
    # Inside a certificate (4.6.2) and the coefficients (4.6.4), signed again by their owner.
    ("cert", r"context\..*|verification", ".*", "threshold.certificate"),
    ("cert", "encryption", ".*", None),
    ("raw_coefexps", "coefexps", LENGTH, "threshold.shape"),
    ("raw_coefexps", "coefexps.*", ".*", "threshold.key"),
    # The roll (4.8).
    ("public_credentials", "", "last repeated|first repeated", "credentials.duplicate"),
    ("public_credentials", "", ".*", None),
    # Setup (4.10).
    ("setup_data", ".*", "another", "archive.payload"),
    # Ballots (4.11 to 4.17), signed again unless the signature is what is altered.
    ("ballot", "election_.*", ".*", "ballot.election"),
    ("ballot", "signature.hash", ".*", "ballot.hash"),
    ("ballot", r"signature\.proof\..*", ".*", "ballot.signature"),
    ("ballot", r"answers\[\]\.nonzero_proof\.response", LENGTH, "json"),
    # Where the items differ in kind, it depends on the reader whether it first sees their number or their fields.
    ("ballot", "answers", "first repeated", None),
    ("ballot", r"answers|answers\[\]\.(choices|individual_proofs)", "first two swapped", "answer.shape"),
    ("ballot", r"answers.*", LENGTH, "answer.shape"),
    ("ballot", r"answers\[\]\.(choices|individual_proofs)\[\].*", ".*", "proof.individual"),
    ("ballot", r"answers\[\]\.choices\.(alpha|beta)|answers\[\]\.proof\..*", ".*", "proof.encryption"),
    ("ballot", r"answers\[\]\.overall_proof.*", ".*", "proof.overall"),
    ("ballot", r"answers\[\]\.blank_proof.*", ".*", "proof.blank"),
    ("ballot", r"answers\[\]\.list_proofs.*", ".*", "proof.list"),
    ("ballot", r"answers\[\]\.nonzero_proof.*", ".*", "proof.nonzero"),
    # The tally (4.18).
    ("encrypted_tally", "", "first repeated", None),
    ("encrypted_tally", ".*", ".*", "tally.aggregate"),
    ("sized_encrypted_tally", "num_tallied|total_weight", ".*", "tally.count"),
    ("sized_encrypted_tally", "encrypted_tally", ".*", "archive.payload"),
    # Shuffles (4.19, 6): the parts of a proof are tuples, and their lengths part of their type.
    ("shuffle", r"proofs\[\](\[[01]\]|\[0\]\[3\])?", LENGTH, "json"),
    ("shuffle", r"proofs\[\]", "first two swapped", "json"),
    ("shuffle", ".*", LENGTH, "shuffle.shape"),
    ("shuffle", ".*", ".*", "shuffle.proof"),
    # Who shuffled does not show in a shuffle: another trustee's number is as good.
    ("owned_shuffle", "owner", "minus ten", "shuffle.owner"),
    ("owned_shuffle", "owner", ".*", None),
    ("owned_partial_decryption", "owner", "plus one", None),
    ("owned_partial_decryption", "owner", ".*", "decryption.owner"),
    ("owned_.*", "payload", ".*", "archive.payload"),
    ("partial_decryption", "decryption_(factors|proofs)", "first repeated", None),
    ("partial_decryption", r"decryption_(factors|proofs)(\[\])?", "first two swapped", "decryption.shape"),
    ("partial_decryption", ".*", LENGTH, "decryption.shape"),
    ("partial_decryption", ".*", ".*", "decryption.proof"),
    # The result (4.21).
    ("result", r"result(\[\])?", "first two swapped", "result.shape"),
    ("result", ".*", LENGTH, "result.shape"),
    ("result", ".*", ".*", "result.value"),
]

# These come before the kinds. A credential that is no element is on no roll, and the roll is looked at first.
# A field may be absent only where the specification marks it so; whoever leaves out one of these breaks a rule of its own.
EXCEPTIONS: list[tuple[str, str, str, str | None]] = [
    ("event", "", "without parent", "archive.chain"),
    ("event", "", "without payload", "archive.payload"),
    ("election", r"questions\[\]", "without blank", None),
    ("trustees", r"\[\]\[\]", "without signatures", "threshold.signature"),
    ("trustees", r"\[\]\[\]\.verification_keys\[\]", "without signature", "threshold.key"),
    ("ballot", r"answers\[\]", "without blank_proof", "answer.shape"),
    ("(?!header).*", ".*", "without .*", "json"),
    ("ballot", "credential", "(?!as |null).*", "ballot.credential"),
    ("header", ".*", ".*", "archive.header"),
]


def expected(message: str, field: str, kind: str, alteration: str) -> str | None:
    """The check that must refuse an alteration. Raises LookupError where no rule says it."""
    for rule in EXCEPTIONS:
        if _fits(rule, message, field, alteration):
            return rule[3]
    for wanted, check in BY_KIND[kind]:
        if re.fullmatch(wanted, alteration):
            if check is not None:
                return check
            break
    for rule in RULES:
        if _fits(rule, message, field, alteration):
            return rule[3]
    raise LookupError(f"no rule says which check refuses {message}.{field} ({kind}): {alteration}")


def _fits(rule: tuple[str, str, str, str | None], message: str, field: str, alteration: str) -> bool:
    subjects = (message, field, alteration)
    return all(re.fullmatch(wanted, subject) for wanted, subject in zip(rule, subjects, strict=False))
