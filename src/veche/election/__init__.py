"""The verifiable secret ballot: Belenios, election version 1 (specification 3.1).

From the ground up, each file using only those above it:

    checks, errors            what can go wrong, and the section that says so
    canonical, messages       compact JSON, read strictly and written the same way (4.1 to 4.7)
    questions, credentials    4.9, 4.8
    signing, sealed           keys, signatures and sealed messages of trustees (4.5, 4.6.1, 4.6.3)
    parameters, threshold     a threshold key: what anyone checks, and how it is made (4.6)
    trustees, election        4.7, 4.10
    tar, chain                the archive as records, and records as a chain of events (4.4)
    archive, appender         reading it as a stream, appending at its end
    new_files                 files that appear whole or not at all
    setup                     drawing an election up, checking what it consists of, beginning its archive (3.1)
    ballots, shuffle, decryption, result
                              one message each (4.11 to 4.21)
    tally, counting           from the last ballots to the result (4.18 to 4.21)
    contents, index, board    a running election, with the checks of the server S (3)
    following                 reading on where an earlier reading stopped
    ballot_box, verify        what anyone can check (3.5); behind: the core at work while the next batch is read
    petition                  a statement signed by credentials (docs/petitions.md); no part of the specification
    extends                   whether anything was taken away since the last time (3.5.1)

A plain library: no clock, no network, no global state. Heavy work and everything secret is in `veche._core`.
"""

from __future__ import annotations
