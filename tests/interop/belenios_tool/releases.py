"""The releases of belenios-tool that we test with, and what each of them can do."""

from __future__ import annotations

from dataclasses import dataclass

ED25519 = "Ed25519"
RFC_3526 = "RFC-3526-2048"
BELENIOS_2048 = "BELENIOS-2048"


@dataclass(frozen=True)
class Release:
    """One release: `version` is upstream's, `suite` the suite of Debian that carries it."""

    version: str
    suite: str
    groups: tuple[str, ...]
    lists: bool
    """Whether it knows questions of the type Lists (specification 4.7)."""
    signed_thresholds: bool
    """Whether its Pedersen trustees sign their verification keys, as specification 3.1 demands (4.5.2)."""
    verify_ballot: bool
    """Whether it can check a single ballot on its own."""


RELEASES = {
    release.version: release
    for release in (
        Release("2.0", "bookworm", (RFC_3526, BELENIOS_2048), lists=False, signed_thresholds=False, verify_ballot=False),
        Release("3.0", "trixie", (ED25519, RFC_3526, BELENIOS_2048), lists=True, signed_thresholds=True, verify_ballot=True),
        Release("3.3.0", "sid", (ED25519, RFC_3526, BELENIOS_2048), lists=True, signed_thresholds=True, verify_ballot=True),
    )
}
