"""What kind of thing each field of the protocol is (4.2), by the name of its path.

A leaf that no line here knows stops the build: whoever adds a field to the protocol says here what it is, and its
alterations follow.
"""

from __future__ import annotations

import re

from vectors.make.wire import Node, Object, Path, pattern

PROOF = r"(challenge|response)"

LEAVES: dict[str, list[tuple[str, str]]] = {
    "header": [("version", "int"), ("timestamp", "time")],
    "event": [("parent|payload", "hash"), ("height", "int"), ("type", "word")],
    "election": [
        ("version", "int"),
        (r"questions\[\]\.(min|max)", "int"),
        (r"questions\[\]\.blank", "bool"),
        ("group", "word"),
        (r"questions\[\]\.type", "word"),
        (r"questions\[\]\.extra.*", "any"),
        ("public_key", "element"),
        ("uuid", "uuid"),
        (r"name|description|administrator|credential_authority|language.*|questions\[\].*", "text"),
    ],
    "trustees": [
        (r"\[\]\[\]", "word"),
        (r"\[\]\[\]\.(.*\.)?" + PROOF, "scalar"),
        (r"\[\]\[\]\.(.*\.)?public_key", "element"),
        (r"\[\]\[\]\.threshold", "int"),
        (r"\[\]\[\]\..*\.message", "nested"),
        (r"\[\]\[\]\.(.*\.)?name", "text"),
    ],
    "cert": [("context.group", "word"), (r"context\..*", "int"), ("verification|encryption", "element")],
    "raw_coefexps": [(r"coefexps\[\]", "element")],
    "public_credentials": [(r"\[\]", "public_credential")],
    "setup_data": [(".*", "hash")],
    "ballot": [
        ("election_uuid", "uuid"),
        ("election_hash|signature.hash", "fingerprint"),
        (r"credential|.*\.(alpha|beta|commitment)", "element"),
        (r".*\." + PROOF + r"(\[\])?", "scalar"),
    ],
    "encrypted_tally": [(r".*\.(alpha|beta)", "element")],
    "sized_encrypted_tally": [
        ("num_tallied", "int"),
        ("total_weight", "weight"),
        ("encrypted_tally", "hash"),
    ],
    "shuffle": [
        (r"ciphertexts.*\.(alpha|beta)", "element"),
        (r"proofs\[\]\[1\].*", "scalar"),
        (r"proofs.*", "element"),
    ],
    "owned_shuffle": [("owner", "int"), ("payload", "hash")],
    "partial_decryption": [("decryption_factors.*", "element"), (r"decryption_proofs.*", "scalar")],
    "owned_partial_decryption": [("owner", "int"), ("payload", "hash")],
    "result": [(r"result.*", "weight")],
}


def name(message: str, path: Path) -> str:
    """The field's name: its path without numbers, but for the places of a shuffle's proof, which is a tuple."""
    if message == "shuffle" and path[:1] == ("proofs",) and len(path) > 2:
        place = "".join(f"[{step}]" for step in path[2:4]) if path[2] in (0, 1) else f"[{path[2]}]"
        deeper = "[]" * (len(path) - (4 if path[2] in (0, 1) else 3)) if len(path) > 3 else ""
        return f"proofs[]{place}{deeper}"
    return pattern(path)


def kind(message: str, path: Path, node: Node) -> str:
    """What a node is: `object`, `array`, or the kind of a leaf."""
    if isinstance(node, Object):
        return "object"
    if isinstance(node, list):
        return "array"
    field = name(message, path)
    for expression, found in LEAVES[message]:
        if re.fullmatch(expression, field):
            return found
    raise LookupError(f"fields.py does not say what {message}.{field} is")
