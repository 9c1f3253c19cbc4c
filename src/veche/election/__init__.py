"""The verifiable secret ballot: Belenios, election version 1 (specification 3.1).

From the ground up, each file using only those above it:

    errors, checks      what can go wrong, and the section that says so
    canonical           compact JSON, read strictly and written the same way
    messages            the messages of section 4 as frozen dataclasses
    questions           4.9; credentials 4.8; trustees 4.7; sealed and threshold 4.6
    tar, chain          the archive as records, and records as a chain of events (4.4)
    archive             reading and appending, always as a stream
    setup, ballots, tally, shuffle, decryption, result
    index, board        the archive of a running election, with the checks of the server S (3)
    verify, extends     what anyone can check (3.5)

A plain library: no clock, no network, no global state. Heavy work and everything secret is in `veche._core`.
"""

from __future__ import annotations
