"""A small vote at each of its stages, made once by the commands themselves and copied for every test."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.console import play, steps_of

STAGES = {
    "empty": "",
    "drawn": """
$ veche election template vote.toml
...
""",
    "ready": """
$ veche credentials make vote.toml --count 20 --public roll.json --secret roll.secret.csv
...
$ veche trustee key vote.toml --key ana.key --public ana.json
...
$ sed -n 2p roll.secret.csv | cut -d, -f4 > slip.txt
$ sed -n 3p roll.secret.csv | cut -d, -f4 > slip2.txt
$ echo '[[1,0],[0,1,0,1,0,0,1]]' > choice.json
$ echo '[[0,1],[1,0,0,0,0,0,0]]' > blank.json
""",
    "open": """
$ veche open vote.toml strike.bel --credentials roll.json --trustee ana.json
...
""",
    "cast": """
$ veche cast strike.bel ballot.json --choice choice.json --credential-file slip.txt
...
""",
    "voted": """
$ veche accept strike.bel ballot.json
...
$ cp strike.bel yesterday.bel
$ veche cast strike.bel second.json --choice blank.json --credential-file slip2.txt
...
$ veche accept strike.bel second.json
...
""",
    "tallied": """
$ veche close strike.bel
...
$ veche tally strike.bel
...
""",
    "finished": """
$ veche decrypt strike.bel --key ana.key --into
...
$ veche result strike.bel
...
""",
    "ballots": r"""
$ printf '%s\n' '6 3' '14 1 2 4 0' '11 2 1 3 0' '9 3 5 0' '8 4 3 0' '6 5 3 4 0' '3 6 5 0' 0 \
    '"Ana Koval"' '"Bohdan Lis"' '"Ciara Byrne"' '"Darya Maroz"' '"Eryk Nowak"' '"Fatima Said"' '"Branch committee"' > ward.blt
$ printf '%s\n' '2 1' '20 1 0' '20 2 0' 0 '"Ana Koval"' '"Oleh Hrytsenko"' '"Chair"' > chair.blt
$ printf '%s\n' '3 1' '3 1 2 0' '2 2=3 1 0' 0 '"Ana Koval"' '"Oleh Hrytsenko"' '"Ciara Byrne"' '"Chair"' > unclear.blt
$ printf '%s\n' '[groups]' 'night = ["Eryk Nowak", "Fatima Said"]' '[[limit]]' 'group = "night"' 'at_least = 1' > night.toml
$ printf '%s\n' '[[contest]]' 'title = "Chair"' 'file = "chair.blt"' 'rule = "plurality"' > contests.toml
$ printf '%s\n' '[[contest]]' 'title = "Committee"' 'file = "ward.blt"' 'rule = "scottish-stv"' 'seats = 3' >> contests.toml
""",
}


VOTES = Path(__file__).parent / "votes"
"""The same two questions in the other languages of the house."""


@pytest.fixture(scope="session", autouse=True)
def english() -> Iterator[None]:
    """Whatever the developer's system speaks, these tests speak English where they ask for nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.delenv("NO_COLOR", raising=False)
        yield


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder for every stage, each going on from the one before it; and "open.be" and so on beside "open"."""
    folders: dict[str, Path] = {}
    before: Path | None = None
    for name, session in STAGES.items():
        folder = tmp_path_factory.mktemp("stage") / name
        if before is None:
            folder.mkdir()
        else:
            shutil.copytree(before, folder)
            play(steps_of(session), folder, f"stage {name}")
        folders[name] = before = folder
    for texts in VOTES.glob("*.toml"):
        folder = Path(shutil.copytree(folders["ready"], tmp_path_factory.mktemp("stage") / texts.stem))
        translate(folder / "vote.toml", texts)
        play(steps_of(STAGES["open"]), folder, f"stage open.{texts.stem}")
        folders[f"open.{texts.stem}"] = folder
    return folders


def translate(vote: Path, texts: Path) -> None:
    """Credentials are derived from the id, which stays."""
    kept = re.findall(r"^(?:id|group) = .*\n", vote.read_text(encoding="utf-8"), re.MULTILINE)
    vote.write_text("".join(kept) + texts.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.fixture
def at(stages: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A copy of a stage that a test may spoil."""

    def copy(stage: str) -> Path:
        return Path(shutil.copytree(stages[stage], tmp_path / "vote"))

    return copy
