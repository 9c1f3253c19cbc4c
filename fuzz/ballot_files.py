"""Files of ballots: each reader refuses with `BadBallots` or takes them, and what it took is the same when written and read."""

from __future__ import annotations

import io
from collections.abc import Callable

from veche.counting.errors import BadBallots, CannotWrite
from veche.counting.formats import Cells, Duplicate, Form, Overvote, Policy, Skipped, read_from, text_of

POLICIES = (
    Policy(),
    Policy(Overvote.EQUAL, Skipped.CLOSE_UP, Duplicate.FIRST),
    Policy(Overvote.SKIP, Skipped.STOP, Duplicate.INVALID),
    Policy(Overvote.INVALID, Skipped.INVALID, Duplicate.STOP),
)
LASTING = {Form.BLT: Form.BLT, Form.CSV: Form.CSV}
"""In what each format is written again; the others in .toi, which holds every ranking."""


def reader(form: Form, cells: Cells | None = None) -> Callable[[bytes], None]:
    """A reader under several policies."""

    def run(data: bytes) -> None:
        for policy in POLICIES:
            try:
                found = read_from(io.BytesIO(data), form, policy=policy, cells=cells)
                again = LASTING.get(form, Form.TOI)
                text = "".join(text_of(found, again, "again")).encode()
            except (BadBallots, CannotWrite) as refusal:
                assert "\n" not in str(refusal), "an error is one line"  # noqa: PT017
                continue
            same = read_from(io.BytesIO(text), again, policy=POLICIES[1])
            assert (same.candidates, same.seats, same.withdrawn) == (
                found.candidates,
                found.seats,
                found.withdrawn,
            )
            assert (same.title, same.ballots) == (found.title, found.ballots)

    return run


BLT = [
    b'4 2\n-2\n3 1 3 4 0\n(a) 4 1 3 2 0\n2 4 1=3 0\n1 2 - 4 0 # note\n2 2 2 0\n0\n"Adam"\n"Ba" "sil"\nC\nD\n"Title"\n',
    b'2 1\n8 1 0\n5 0\n0\n# ALTERNATIVE NAME 1: A (x)\n"""Bo"" ""Party"" "\nWard',
]
ORDERS = [
    b"# TITLE: T\n# DATA TYPE: toi\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 10\n# NUMBER UNIQUE ORDERS: 3\n%s"
    % b"# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n5: 3,1\n3: 1,{2,3}\n2: {}\n",
    b"3\n1,A\n2,B\n3,C\n10,10,3\n5,3,1,2\n3,1,{3,2}\n2,2,1,3\n",
]
STRICT = [
    b"# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n1: 2,1\n2: 1,2\n",
    b"2\n1,A\n2,B\n3,3,2\n1,2,1\n2,1,2\n",
]
TABLES = [
    b'# title: T\n# seats: 2\n# withdrawn: 3\nballots,A,"B, b",C\n12,1,2,\n7,-,1,2\n3,,,\n1,1,1,3\n',
    b"\xef\xbb\xbfA;B;C\r\n1;3;\r\nx;0;1\r\n",
    b'"# ballots: scores",,\nA\tB\n10\t\n0\t5\n',
]
SHEETS = [b" Option 1--->: A\n/ Option 2-->: B\xeb\n|/\nV: 12 5de2d9\nV: 1-  82779\nV: 33\nV: --\n"]

FILES: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "blt": (reader(Form.BLT), BLT),
    "preflib": (reader(Form.TOI), ORDERS),
    "preflib strict": (reader(Form.SOC), STRICT),
    "table of ranks": (reader(Form.CSV), TABLES),
    "table of scores": (reader(Form.CSV, Cells.SCORES), TABLES),
    "table of approvals": (reader(Form.CSV, Cells.APPROVAL), TABLES),
    "tally sheet": (reader(Form.DEVOTEE), SHEETS),
}
"""What reads each kind, and good files of it."""
