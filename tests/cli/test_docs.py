"""Every command in the guides and in the README does what the page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.console import blocks_of, play

ROOT = Path(__file__).resolve().parents[2]

# Each page with commands, and the stage of the vote at which its reader begins.
PAGES = {
    "README.md": "empty",
    "docs/returning-officer.md": "empty",
    "docs/registrar.md": "drawn",
    "docs/trustee.md": "ready",
    "docs/voter.md": "open",
    **{f"docs/voter.{language}.md": f"open.{language}" for language in ("be", "ru", "uk", "pl")},
    "docs/auditor.md": "finished",
    "docs/ballot-files.md": "empty",
    "docs/counting.md": "ballots",
    "docs/report.md": "finished",
    "docs/own-rule.md": "empty",
    "docs/bodies.md": "empty",
    "docs/petitions.md": "drawn",
}


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_do_what_it_says(page: str, at: Callable[[str], Path]) -> None:
    play(blocks_of((ROOT / page).read_text(encoding="utf-8")), at(PAGES[page]), page)


def test_no_page_with_commands_is_forgotten() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    with_commands = {
        str(page.relative_to(ROOT))
        for page in pages
        if page.exists() and "```console" in page.read_text(encoding="utf-8")
    }
    assert with_commands <= PAGES.keys()


def test_links_between_pages_lead_somewhere() -> None:
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name} links to {link}"
