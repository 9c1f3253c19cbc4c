"""The look, computed: contrast of every token in light and dark, and that no page has a look of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[3] / "src/veche/web"
SHEET = (WEB / "house/static/house/veche.css").read_text(encoding="utf-8")
TEXT = ("ink", "pencil", "accent", "good", "warning", "stop")
SIGNS = ("line", "weft")
TEMPLATES = sorted(WEB.rglob("templates/**/*.html"))


def looks() -> dict[str, dict[str, str]]:
    """The colours of each look by the names of their tokens. What a look does not say, light says."""
    blocks = [
        dict(re.findall(r"--(\w+):\s*(#[0-9a-f]{3,6});", block))
        for block in re.findall(r":root \{(.*?)\}", SHEET, re.DOTALL)
    ]
    light, dark, paper = blocks
    return {"light": light, "dark": light | dark, "paper": light | paper}


def luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("look", looks())
@pytest.mark.parametrize("token", TEXT)
def test_text_stands_out_seven_to_one(look: str, token: str) -> None:
    assert contrast(looks()[look][token], looks()[look]["paper"]) >= 7


@pytest.mark.parametrize("look", looks())
@pytest.mark.parametrize("token", SIGNS)
def test_lines_and_ornament_stand_out_three_to_one(look: str, token: str) -> None:
    assert contrast(looks()[look][token], looks()[look]["paper"]) >= 3


def test_colours_stand_in_tokens_alone() -> None:
    """But black on white: a camera reads a QR code in no other colours."""
    rules = re.sub(r":root \{.*?\}", "", SHEET, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", rules)) <= {"#000", "#fff"}
    assert "rgb" not in rules
    assert "hsl" not in rules


def test_there_is_one_sheet_and_it_fetches_nothing() -> None:
    assert [path for path in WEB.rglob("*.css") if "booth" not in path.parts] == [
        WEB / "house/static/house/veche.css"
    ]
    assert "url(" not in SHEET
    assert "@import" not in SHEET
    assert "@font-face" not in SHEET


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_page_has_neither_style_nor_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", text)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", text))
    assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_class_that_a_page_names_is_in_the_sheet(path: Path) -> None:
    text = re.sub(r"\{[%{].*?[%}]\}", " ", path.read_text(encoding="utf-8"))
    named = {name for value in re.findall(r'\sclass="([^"]*)"', text) for name in value.split()}
    named -= {"level", "4"}  # a number follows: level1 to level4, as deep as a point lies
    known = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", SHEET))
    assert named <= known
