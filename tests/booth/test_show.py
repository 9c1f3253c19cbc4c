"""What the booth shows is what the server shows: bands, words, QR codes; and a compact ballot reads back."""

from __future__ import annotations

import base64
import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import segno
from booth.station import BOOTH, BUNDLER
from segno import consts

from veche.web.house.band import paths
from veche.words import Language
from veche.words.wordlist import spoken, wordlist

VECTORS = BOOTH.parent / "vectors/core/ballots.json"
SOURCE = """
import { bandPaths } from "./src/show/band";
import { compact, expand } from "./src/show/compact";
import { spoken } from "./src/show/fingerprint";
import { qrCode } from "./src/show/qr/index";
import { createInterface } from "node:readline";
const tasks = {
  band: (digest) => bandPaths(Uint8Array.from(Buffer.from(digest, "base64"))),
  spoken: (list, digest) => spoken(() => list, digest),
  qr: (segments, level, mask) => qrCode(segments, level, mask ?? undefined).map((row) => row.map(Number).join("")),
  compact: (ballot) => { const letters = compact(Buffer.from(ballot)); return [letters, Buffer.from(expand(letters)).toString()]; },
  expand: (letters) => { try { return Buffer.from(expand(letters)).toString(); } catch (error) { return error instanceof RangeError ? "refused" : String(error); } },
};
for await (const line of createInterface({ input: process.stdin })) {
  const [task, ...given] = JSON.parse(line);
  console.log(JSON.stringify(tasks[task](...given)));
}
"""
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
MODES = {"byte": consts.MODE_BYTE, "alphanumeric": consts.MODE_ALPHANUMERIC}


class Shown:
    """Asks the booth's TypeScript, in one process for all tests."""

    def __init__(self, folder: Path) -> None:
        script = folder / "shown.mjs"
        command = [
            BUNDLER,
            "--bundle",
            "--platform=node",
            "--format=esm",
            f"--outfile={script}",
            "--log-level=warning",
        ]
        subprocess.run(command, cwd=BOOTH, input=SOURCE.encode(), check=True)
        self.process = subprocess.Popen(
            ["node", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )

    def __call__(self, task: str, *given: object) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([task, *given]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    asked = Shown(tmp_path_factory.mktemp("shown"))
    yield asked
    asked.process.communicate(timeout=10)


def digests() -> Iterator[bytes]:
    chance = random.Random(1)
    yield from (bytes(32), b"\xff" * 32, *(chance.randbytes(32) for _ in range(30)))


def test_a_band_is_the_servers(shown: Shown) -> None:
    for digest in digests():
        warp, weft = paths(digest)
        assert shown("band", base64.b64encode(digest).decode()) == {"warp": warp, "weft": weft}


@pytest.mark.parametrize("language", Language)
def test_the_words_of_a_fingerprint_are_the_servers(shown: Shown, language: Language) -> None:
    for digest in digests():
        text = base64.b64encode(digest).decode().rstrip("=")
        assert shown("spoken", " ".join(wordlist(language)), text) == " ".join(spoken(language, digest, 6))


def cases() -> Iterator[tuple[str, int, list[tuple[str, str]]]]:
    """Texts for every version, in both modes and both levels, each with a mask."""
    chance = random.Random(2)
    for level, most in (("L", 4290), ("M", 3390)):
        for version in range(1, 41):
            count = chance.randint(most * (version - 1) ** 2 // 2600, most * version**2 // 1700) // 2 + 1
            text = "".join(chance.choices("abcdefgh/#%?=é", k=count // 3 + 1))
            letters = "".join(chance.choices(LETTERS, k=count | 1))
            for parts in ([(letters, "alphanumeric")], [(text, "byte"), (letters, "alphanumeric")]):
                yield level, chance.randrange(8), parts


def _ends_within_a_codeword(parts: list[tuple[str, str]], version: int) -> bool:
    """Whether mode, counter and letters of the last part, and four zero bits, leave the codeword unfinished: then every encoder
    pads alike. Bytes before them do not matter: with mode and counter of four bits and whole bytes they are half a codeword."""
    letters = len(parts[-1][0])
    counter = 9 if version < 10 else 11 if version < 27 else 13
    return (4 + counter + letters // 2 * 11 + letters % 2 * 6 + 4 + 4 * (len(parts) - 1)) % 8 != 0


def test_a_qr_code_is_what_another_program_draws(shown: Shown) -> None:
    sizes = set()
    for level, mask, parts in cases():
        try:
            content = [(text, MODES[mode], "utf-8") for text, mode in parts]
            theirs = segno.make(content, error=level, mask=mask, micro=False, boost_error=False)
        except segno.DataOverflowError:
            continue
        ours = shown("qr", [{"text": text, "mode": mode} for text, mode in parts], level, mask)
        drawn = ["".join(str(int(bit)) for bit in row) for row in theirs.matrix]
        assert len(ours) == len(drawn)
        if _ends_within_a_codeword(parts, int(theirs.version)):
            sizes.add(len(drawn))
            assert ours == drawn, (level, theirs.version, parts[0][1])
    assert len(sizes) > 30


def test_the_mask_is_one_of_the_eight(shown: Shown) -> None:
    part = [{"text": "HTTPS://EXAMPLE.ORG/VOTES/1", "mode": "alphanumeric"}]
    assert shown("qr", part, "M", None) in [shown("qr", part, "M", mask) for mask in range(8)]


@pytest.mark.parametrize(
    "vector",
    [one for one in json.loads(VECTORS.read_text()) if one["group"] == "Ed25519"],
    ids=lambda one: one["what"],
)
def test_a_compact_ballot_reads_back_byte_for_byte(shown: Shown, vector: dict[str, Any]) -> None:
    letters, again = shown("compact", vector["ballot"])
    assert again == vector["ballot"]
    assert set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert len(letters) * 5 / 8 < len(vector["ballot"]) * 0.5


@pytest.mark.parametrize("letters", ["", "abc", "A1", "AEAAAAAA", "7777", "A" * 70_000])
def test_what_is_no_compact_ballot_is_refused(shown: Shown, letters: str) -> None:
    assert shown("expand", letters) == "refused"
