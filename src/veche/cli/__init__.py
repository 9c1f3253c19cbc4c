"""The `veche` command: every role's work in an election, offline, one file at a time.

The voice of the command. A change to a sentence keeps to these rules:

1.  What was asked for goes to standard output: what a file holds, what was checked, the result. Progress, what to do next
    and errors go to standard error, so that output can be piped and kept.
2.  An error is one line: `veche: what is wrong: where: what to do next`. It has no capital at its start and no full stop
    at its end. It names the file, never the contents of a secret.
3.  Success is said once, in the past tense: what was written and whom it is for. Nothing boasts and nothing alarms.
4.  A secret is explained in one sentence at the moment it is made. It is never printed unless asked for, and never taken
    from the command line, which other people on the machine can read: it comes from a file or from a prompt.
5.  Every command that hands work on ends with "Next:", who acts now, with what, and where that comes from.
6.  A question to a person can be answered with one word or one number. A wrong answer is explained and asked again.
7.  Words of the house: member, roll, credential, returning officer, registrar, trustee, ballot, election, tracker. On screen
    an election is "a vote" wherever a voter reads it. What members read stands in `words/`, in every language of the house
    (`docs/words.md`); what officers, trustees and auditors read is English.
8.  Colour never says anything alone. With --plain, NO_COLOR, TERM=dumb or a pipe the same words stand without it, and
    nothing moves.
9.  A file appears whole or not at all and never replaces another. Secret files belong to their owner alone (mode 0600).
    A command that was interrupted can be run again.
10. Exit codes: 0 done; 1 refused, because something does not hold; 2 wrong usage, or a file that cannot be read or written.
"""

from __future__ import annotations

from veche.cli.entry import main

__all__ = ["main"]
