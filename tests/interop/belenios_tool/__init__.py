"""Debian's `belenios-tool`, three releases of it, as a peer for the tests.

`releases` says what each release can do, `fetch` brings it into a cache folder, `tool` runs single commands
and `peer_election` holds a whole election with them.
"""

from __future__ import annotations
