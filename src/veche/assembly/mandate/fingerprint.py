"""The fingerprint of a mandate's words, which the delegate and the body compare.

SHA-256 over the JSON of all that the mandate says, with its keys in order, without spaces, in UTF-8:

    {"about": …, "decided": …, "given": "2026-11-24", "if_amended": …, "instruction": {…}, "kind": …, "lower": …, "number": …, "seat": …, "text": […], "until": …, "upper": …}
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

Said = str | int | None | Mapping[str, object] | list[str]


def digest(said: Mapping[str, Said]) -> str:
    """64 digits in hexadecimal."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
