"""A picture as plain SVG, written by hand: no script, no font of its own, and no number that is not whole.

Coordinates are tenths of a pixel, so that a thin band still has a thickness in whole numbers. Colours stand in one style
sheet with three moods: light, dark where the reader's system is dark, and print, which is always light. Each picture brings
its own paper, so that its contrast does not depend on the page around it.
"""

from __future__ import annotations

from html import escape

from ..sheet_parts import visible

PX = 10
"""Units of a picture in one pixel."""

LIGHT = {
    "paper": "#ffffff",
    "ink": "#14171c",
    "soft": "#3c424c",
    "line": "#5d6573",
    "kept": "#e1e5ea",
    "moved": "#c3ddf6",
    "edge": "#1b5a97",
    "bar": "#3c4f66",
    "won": "#0c5a30",
}
DARK = {
    "paper": "#14171c",
    "ink": "#f4f5f7",
    "soft": "#ccd1d9",
    "line": "#98a1ae",
    "kept": "#2c323b",
    "moved": "#21436a",
    "edge": "#8fc4f8",
    "bar": "#a9bcd4",
    "won": "#86dba3",
}
FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif"


def style() -> str:
    """The style sheet. Names begin with vc-, as a page that holds the picture has names of its own."""
    fixed = (
        f".vc-text{{font-family:{FONT}}}.vc-strong{{font-weight:700}}"
        ".vc-right{text-anchor:end}.vc-middle{text-anchor:middle}"
    )
    return f"{fixed}{_mood(LIGHT)}@media screen and (prefers-color-scheme:dark){{{_mood(DARK)}}}"


def _mood(colours: dict[str, str]) -> str:
    filled = "".join(
        f".vc-{name}{{fill:{colours[name]}}}" for name in ("paper", "ink", "soft", "kept", "bar", "won")
    )
    return (
        f"{filled}.vc-moved{{fill:{colours['moved']};stroke:{colours['edge']};stroke-width:6}}"
        f".vc-line{{fill:none;stroke:{colours['line']};stroke-width:10}}"
        f".vc-slip{{fill:none;stroke:{colours['paper']};stroke-width:34}}"
        f".vc-quota{{fill:none;stroke:{colours['ink']};stroke-width:20;stroke-dasharray:40 25}}"
        f".vc-tick{{fill:none;stroke:{colours['won']};stroke-width:22}}"
        f".vc-cross{{fill:none;stroke:{colours['soft']};stroke-width:18}}"
        f".vc-frame{{fill:none;stroke:{colours['won']};stroke-width:22}}"
    )


class Picture:
    """Elements in the order in which they are painted. Lengths are in units of 1/10 pixel."""

    def __init__(self) -> None:
        self.elements: list[str] = []

    def rect(self, x: int, y: int, width: int, height: int, kind: str) -> None:
        self.elements.append(f'<rect class="vc-{kind}" x="{x}" y="{y}" width="{width}" height="{height}"/>')

    def path(self, d: str, kind: str) -> None:
        self.elements.append(f'<path class="vc-{kind}" d="{d}"/>')

    def line(self, x: int, y: int, to_x: int, to_y: int, kind: str = "line") -> None:
        self.path(f"M{x} {y}L{to_x} {to_y}", kind)

    def text(self, x: int, y: int, text: str, size: int, kind: str = "ink", more: str = "") -> None:
        """`y` is the line on which the letters stand; `more` are further kinds: strong, right, middle."""
        kinds = " ".join(f"vc-{one}" for one in ("text", kind, *more.split()))
        self.elements.append(
            f'<text class="{kinds}" x="{x}" y="{y}" font-size="{size}">{printable(text)}</text>'
        )

    def band(self, left: int, right: int, start: int, end: int, thickness: int, kind: str) -> None:
        """A ribbon between two columns: from height `start` at `left` to height `end` at `right`."""
        middle, below, under = (left + right) // 2, start + thickness, end + thickness
        self.path(
            f"M{left} {start}C{middle} {start} {middle} {end} {right} {end}"
            f"L{right} {under}C{middle} {under} {middle} {below} {left} {below}Z",
            kind,
        )

    def tick(self, x: int, y: int) -> None:
        """Elected: a tick, 11 pixels wide, standing on the line `y`."""
        self.path(f"M{x} {y - 50}L{x + 40} {y - 10}L{x + 110} {y - 100}", "tick")

    def cross(self, x: int, y: int) -> None:
        """Excluded: a cross, 9 pixels wide, standing on the line `y`."""
        self.path(f"M{x} {y - 90}L{x + 90} {y}M{x} {y}L{x + 90} {y - 90}", "cross")

    def finish(self, name: str, language: str, width: int, height: int, title: str, text: str) -> str:
        """The whole file. `name` keeps apart what several pictures on a page say about themselves."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{language}" aria-labelledby="{name}-title {name}-text"'
            f' width="{width // PX}" height="{height // PX}" viewBox="0 0 {width} {height}">\n'
            f'<title id="{name}-title">{printable(title)}</title>\n<desc id="{name}-text">{printable(text)}</desc>\n'
            f'<style>{style()}</style>\n<rect class="vc-paper" width="{width}" height="{height}"/>\n'
            + "\n".join(self.elements)
            + "\n</svg>\n"
        )


def printable(text: str) -> str:
    """Safe inside XML: escaped, line by line without what XML forbids or what turns the direction of other text."""
    return escape("\n".join(map(visible, text.split("\n"))), quote=False)
