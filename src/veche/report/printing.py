"""The PDF: PDF/UA-1, tagged, with its letters inside, and the same bytes for the same report on every machine."""

from __future__ import annotations

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

from .blocks import Document
from .errors import NoPrinter
from .page import paper_page

FONTS = Path(__file__).parent / "fonts"
SCHEME = "veche:"
LETTERS = ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf", "NotoSansMono-Regular.ttf")


def pdf(document: Document) -> bytes:
    """The report as a PDF. Raises NoPrinter where Pango is not installed."""
    weasyprint = printer()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    page = weasyprint.HTML(string=paper_page(document), base_url=SCHEME, url_fetcher=_fetch)
    made: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"", uncompressed_pdf=False)
    return made


def lacking(document: Document) -> str:
    """Letters of the report that its own fonts lack, in order: for these the fonts of the machine step in, if it has any.

    Such a PDF is not the same on every machine. HTML and JSON are.
    """
    return "".join(
        sorted(set(re.sub(r"<style>.*?</style>", "", paper_page(document), flags=re.S)) - _letters())
    )


@cache
def _letters() -> frozenset[str]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    return frozenset("\n").union(*(map(chr, TTFont(FONTS / name).getBestCmap()) for name in LETTERS))


@cache
def printer() -> Any:
    """WeasyPrint, loaded when a PDF is asked for: it needs libraries of the system, and half a second."""
    try:
        import weasyprint  # type: ignore[import-untyped]
    except OSError as error:
        raise NoPrinter(" ".join(str(error).split())) from None
    return weasyprint


def _fetch(url: str, *arguments: object, **options: object) -> object:
    """The letters of the package and nothing else: a report fetches nothing from anywhere."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcherResponse  # type: ignore[import-untyped]

    del arguments, options
    name = url.removeprefix(SCHEME)
    if not url.startswith(SCHEME) or name not in LETTERS:
        raise FatalURLFetchingError(f"a report fetches nothing: {url}")
    return URLFetcherResponse(url, (FONTS / name).read_bytes(), {"Content-Type": "font/ttf"})
