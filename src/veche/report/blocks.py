"""A report as a document: headings, paragraphs, tables, pictures, lines to sign. All text is in its language already.

`page` turns it into HTML, and `printing` that into a PDF. Nothing here knows how anything looks.
"""

from __future__ import annotations

from dataclasses import dataclass

from veche.words import Language


@dataclass(frozen=True)
class Paragraph:
    """`kind` is "plain", "note" (something to mind), "lead" (the outcome) or "quote"; `language` where it is another one."""

    text: str
    kind: str = "plain"
    language: str = ""


@dataclass(frozen=True)
class Items:
    """A list; `ordered` where the order matters. `caption` stands over it."""

    texts: tuple[str, ...]
    ordered: bool = False
    caption: str = ""


@dataclass(frozen=True)
class Steps:
    """What to do, in order: each in words, with the line to type (or "")."""

    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """`exact`: a fingerprint or a name of a machine, set in letters that cannot be mistaken for each other."""

    name: str
    value: str
    exact: bool = False


@dataclass(frozen=True)
class Facts:
    """A table of names and values."""

    caption: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Grid:
    """A table. The first column names its row; `numbers` are the columns set to the right (from 0)."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Picture:
    """An SVG with its own <title>; `text` says all that it shows. At the heights `cuts` it may go on on the next sheet."""

    text: str
    svg: str
    cuts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """What a human must state by hand: boxes to tick, and `lines` to write on. The program never ticks one."""

    text: str
    choices: tuple[str, ...] = ()
    prompt: str = ""
    lines: int = 0


@dataclass(frozen=True)
class Signature:
    """A line to sign on: in which capacity, and whose name is printed (or "" for a line to write it on)."""

    role: str
    name: str
    labels: tuple[str, str, str]
    """The words for name, signature and date."""


Block = Paragraph | Items | Steps | Facts | Grid | Picture | Statement | Signature


@dataclass(frozen=True)
class Section:
    """`counted`: its heading begins with its place among the sections; otherwise the heading says its own number, or none."""

    heading: str
    blocks: tuple[Block, ...]
    counted: bool = True


@dataclass(frozen=True)
class Document:
    """`footer` has {page} and {pages}; `letter` for paper of American size instead of A4."""

    language: Language
    title: str
    subtitle: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    footer: str
    mark: str
    letter: bool = False
