"""`veche serve --demo`: a union to try, the same at every start, never mixed with a server in earnest."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from web.serving.servers import Server, environment, serving, veche

from veche.election.verify import verify_archive
from veche.words import Language, catalogue

WORDS = Path(__file__).resolve().parents[3] / "src/veche/web/serving/words"


def test_a_union_is_made_once_and_shown_at_every_start(tmp_path: Path) -> None:
    data = tmp_path / "union"
    (data / "demonstration").mkdir(parents=True)  # as an interrupted one leaves it: it is made anew
    (data / "veche.sqlite3").write_text("cut off")
    words = ("--demo", "--address", "127.0.0.1:0", "--data", str(data), "--language", "uk")
    with serving(data, "", *words, VECHE_HTTPS="1", VECHE_HOSTS="vote.example") as server:
        told = told_whole(server)
        made = json.loads((data / "demonstration/made.json").read_text())
        assert "Це показ." in told
        for shown in (*made["words"].values(), made["credential"], made["slip"], made["names"]["delegate"]):
            assert shown in told
        shown_to_all = (f"votes/{made['open_vote']}/", f"votes/{made['published_vote']}/")
        for path in ("", "assemblies/come/", f"minutes/{made['minutes']}/public/", *shown_to_all):
            assert '<html lang="en"' in server.get(path)
        published = data / "archives" / f"{made['published_vote']}.bel"
        for _ in server.waiting("the report was not made"):
            if published.with_suffix(".report.1.pdf").exists():
                break
    assert verify_archive(published).result == [[7, 3]]
    assert verify_archive(data / "archives" / f"{made['open_vote']}.bel").checked["ballots"] == 6
    with serving(data, "", *words) as server:
        assert told_whole(server) == told
    refused = veche(["serve"], environment(data, ""))
    assert "the passphrases of this demonstration were shown to others" in refused.stderr


def told_whole(server: Server) -> str:
    """What is told, to its last sentence, without the address, which is another each time."""
    for _ in server.waiting("not everything was told"):
        if server.said().count(str(server.data)) == 2:
            break
    return re.sub(r"127\.0\.0\.1:\d+", "", server.said())


def test_a_server_in_earnest_is_not_filled(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert veche(["rebuild"], environment(data, "")).returncode == 0
    ran = veche(["serve", "--demo", "--data", str(data)], environment(data, ""))
    assert ran.returncode == 1
    assert "this folder holds something else" in ran.stderr
    assert sorted(path.name for path in data.iterdir()) == ["veche.key", "veche.sqlite3"]


@pytest.mark.parametrize("language", Language)
def test_every_language_has_a_name_for_each_member(language: Language) -> None:
    names = catalogue(WORDS, language).text("union.names").split(", ")
    assert len(set(names)) == 12
