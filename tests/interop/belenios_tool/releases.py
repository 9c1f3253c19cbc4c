"""The releases of belenios-tool that we test with, and what each of them can do."""

from __future__ import annotations

from dataclasses import dataclass

ED25519 = "Ed25519"
RFC_3526 = "RFC-3526-2048"
BELENIOS_2048 = "BELENIOS-2048"
CCM, GCM = "AES-CCM", "AES-GCM"


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
    seals_with: str
    """The cipher of a Pedersen member's decryption key (4.6.1): only its own release opens one sealed with AES-CCM."""
    verify_ballot: bool
    """Whether it can check a single ballot on its own."""
    long_credentials: bool
    """Whether its credentials have 22 characters, as specification 3.1 says (4.9), or 15."""
    choice_option: str
    """The option of `generate-ballot` that takes the voter's choice."""


_2048_BITS = (RFC_3526, BELENIOS_2048)
_ALL = (ED25519, *_2048_BITS)
RELEASES = {
    release.version: release
    for release in (
        Release("2.0", "bookworm", _2048_BITS, False, False, CCM, False, False, "--ballot"),
        Release("3.0", "trixie", _ALL, True, True, CCM, True, True, "--choice"),
        Release("3.3.0", "sid", _ALL, True, True, GCM, True, True, "--choice"),
    )
}
