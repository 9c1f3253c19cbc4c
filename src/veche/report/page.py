"""The report as one HTML page: no script, nothing fetched, readable on a phone and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import singledispatch
from html import escape
from pathlib import Path

from veche.counting.showing.drawing.svg import FONT

from .blocks import (
    Block,
    Document,
    Fact,
    Facts,
    Grid,
    Items,
    Paragraph,
    Picture,
    Section,
    Signature,
    Statement,
    Steps,
)
from .sheets import on_sheets

STYLES = Path(__file__).parent / "styles"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
BOX = "\N{WHITE SQUARE}"
SHORT = 14
"""Letters of a row's name that stand on one line: "s. 231(b)" and most names."""
SAID = re.compile(r"(<title id=[^>]*>)[^<]*</title>\n(<desc [^>]*>)([^<]*)</desc>")
"""What a picture says about itself (`veche.counting.showing.drawing.svg`)."""


def html_page(document: Document) -> str:
    """The page for a screen, with its own style for print. The same document always gives the same text."""
    style = _style("report.css", "screen.css")
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    return _page(document, policy + view, style)


def paper_page(document: Document) -> str:
    """The page that becomes a PDF: the same content, set for paper."""
    size = "Letter" if document.letter else "A4"
    document = on_sheets(document)
    style = f"@page {{ size: {size} }}\n" + _style("report.css", "paper.css") + running(document)
    return _lettered(_page(document, "", style))


def _lettered(page: str) -> str:
    """Pictures with the letters of the report, and with all that they show as their alternative text.

    WeasyPrint takes a picture's <title> for the alternative text of the figure, and leaves its <desc> alone.
    """
    page = page.replace(FONT, "'Veche Serif','Veche Mono'")
    return SAID.sub(lambda found: f"{found[1]}{found[3]}</title>\n{found[2]}{found[3]}</desc>", page)


def _style(*names: str) -> str:
    return "".join((STYLES / name).read_text(encoding="utf-8") for name in names)


def running(document: Document) -> str:
    """What stands at the foot of every page: which report, which archive, which page of how many."""
    before, _, rest = document.footer.partition("{page}")
    between, _, after = rest.partition("{pages}")
    pages = f"{quoted(before)} counter(page) {quoted(between)} counter(pages) {quoted(after)}"
    name = quoted(f"{document.title} · {document.subtitle}")
    return (
        f"@page {{ @bottom-left {{ content: {name} }} @bottom-right {{ content: {pages} }} "
        f"@top-right {{ content: {quoted(document.mark)} }} }}\n"
    )


def quoted(text: str) -> str:
    """A CSS string. Everything but letters, digits and spaces is written as its number, so that no title can end it."""
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"'


def _page(document: Document, head: str, style: str) -> str:
    title = f"{document.title}: {document.subtitle}"
    body = "".join(html_of(block) for block in document.opening)
    body += "".join(_section(number, one) for number, one in enumerate(document.sections, 1))
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n{head}'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f'<header><h1>{escape(document.title)}</h1>\n<p class="subtitle">{escape(document.subtitle)}</p></header>\n'
        f"{body}</main>\n</body>\n</html>\n"
    )


def _section(number: int, section: Section) -> str:
    blocks = "".join(html_of(block) for block in section.blocks)
    before = f"{number}. " if section.counted else ""
    return (
        f'<section aria-labelledby="part-{number}">\n<h2 id="part-{number}">{before}{escape(section.heading)}</h2>\n'
        f"{blocks}</section>\n"
    )


@singledispatch
def html_of(block: Block) -> str:
    raise TypeError(f"nobody said how to show {type(block).__name__}")


@html_of.register
def _paragraph(block: Paragraph) -> str:
    if block.kind == "quote":
        language = f' lang="{escape(block.language)}"' if block.language else ""
        return f"<blockquote{language}><p>{escape(block.text)}</p></blockquote>\n"
    kind = "" if block.kind == "plain" else f' class="{block.kind}"'
    return f"<p{kind}>{escape(block.text)}</p>\n"


@html_of.register
def _items(block: Items) -> str:
    tag = "ol" if block.ordered else "ul"
    heading = f"<h3>{escape(block.caption)}</h3>\n" if block.caption else ""
    if not block.texts:
        return heading
    return f"{heading}<{tag}>{''.join(f'<li>{escape(text)}</li>' for text in block.texts)}</{tag}>\n"


@html_of.register
def _steps(block: Steps) -> str:
    steps = (
        f"<li>{escape(text)}" + (f"<br><code>{_typed(line)}</code>" if line else "") + "</li>"
        for text, line in block.steps
    )
    return f"<ol>{''.join(steps)}</ol>\n"


def _typed(line: str) -> str:
    """A line to type is broken between its words and nowhere else: half an option at its end would be typed so."""
    return " ".join(f'<span class="whole">{escape(word)}</span>' for word in line.split(" "))


@html_of.register
def _facts(block: Facts) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(fact.name)}</th><td>{_value(fact)}</td></tr>\n' for fact in block.facts
    )
    return f'<table class="facts">\n<caption>{escape(block.caption)}</caption>\n<tbody>\n{rows}</tbody>\n</table>\n'


def _value(fact: Fact) -> str:
    return f"<code>{escape(fact.value)}</code>" if fact.exact else escape(fact.value)


@html_of.register
def _grid(block: Grid) -> str:
    kinds = [' class="number"' if column in block.numbers else "" for column in range(len(block.columns))]
    head = "".join(
        f'<th scope="col"{kind}>{escape(text)}</th>' for text, kind in zip(block.columns, kinds, strict=True)
    )
    rows = "".join(f"<tr>{''.join(_cells(row, kinds))}</tr>\n" for row in block.rows)
    caption = escape(block.caption)
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0">\n<table class="grid">\n'
        f"<caption>{caption}</caption>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n"
    )


def _cells(row: tuple[str, ...], kinds: list[str]) -> Iterator[str]:
    (name, *cells), (first, *others) = row, kinds
    whole = ' class="whole"' if not first and len(name) <= SHORT else first
    yield f'<th scope="row"{whole}>{escape(name)}</th>'
    for text, kind in zip(cells, others, strict=True):
        yield f"<td{kind}>{escape(text)}</td>"


@html_of.register
def _picture(block: Picture) -> str:
    return f'<figure class="wide" tabindex="0">{block.svg}</figure>\n'


@html_of.register
def _statement(block: Statement) -> str:
    choices = "".join(
        f'<p class="choice"><span class="box">{BOX}</span> {escape(one)}</p>\n' for one in block.choices
    )
    prompt = f'<p class="prompt">{escape(block.prompt)}</p>\n' if block.prompt else ""
    lines = '<div class="line"></div>\n' * block.lines
    return f'<div class="statement">\n<p>{escape(block.text)}</p>\n{choices}{prompt}{lines}</div>\n'


@html_of.register
def _signature(block: Signature) -> str:
    name, signature, day = map(escape, block.labels)
    printed = escape(block.name) if block.name else '<span class="rule"></span>'
    return (
        f'<div class="signature">\n<h3>{escape(block.role)}</h3>\n<p>{name}: {printed}</p>\n'
        f'<p class="hand">{signature}: <span class="rule"></span> {day}: <span class="rule short"></span></p>\n</div>\n'
    )
