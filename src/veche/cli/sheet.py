"""Slips of paper with credentials: one HTML page without script, links or anything fetched, to be printed on A4.

Five slips on a sheet, 190 × 55 mm each, in three parts: a strip with the title and the member's number, what to do, and
the credential. The last part folds over the middle one, so that only the strip can be read from outside.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import segno

from veche.cli.credential_list import Entry
from veche.words import Words

ON_A_SHEET = 5
MOST_WHERE = 100
"""Characters in the line that says where to vote: three lines on a slip."""

STYLE = """
@page { size: A4; margin: 10mm }
* { box-sizing: border-box }
body { margin: 0; font: 11pt/1.35 system-ui, sans-serif; color: #111; background: #fff }
.sheet { width: 190mm; margin: 0 auto; break-after: page }
.sheet:last-child { break-after: auto }
.slip { display: grid; grid-template-columns: 34mm 86mm 70mm; height: 55mm; break-inside: avoid;
        border: 0.3mm dashed #888; border-bottom: 0 }
.slip:last-child { border-bottom: 0.3mm dashed #888 }
.slip > * { padding: 3.5mm; height: 100%; overflow: hidden }
.strip { border-right: 0.2mm solid #888; font-size: 10pt; line-height: 1.25; overflow-wrap: anywhere }
h2 { font-size: 11pt; margin: 0 0 1.5mm }
.strip > * { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden }
.strip p { font-size: 8.5pt; margin: 1.5mm 0 0 }
.strip .number { font-size: 20pt; font-weight: 700; line-height: 1.1 }
.how { border-right: 0.6mm dotted #444; position: relative; font-size: 9pt; line-height: 1.3 }
.how ol { margin: 0 0 1.5mm; padding-left: 5mm }
.how p { margin: 0; font-weight: 700 }
.fold { position: absolute; inset: 0 0.4mm 0 auto; writing-mode: vertical-rl; text-align: center; font-size: 7pt; color: #444 }
.secret { text-align: center }
.secret svg { width: 34mm; height: 34mm; display: block; margin: -3mm auto 0 }
code { font: 700 11pt/1.3 ui-monospace, monospace; white-space: nowrap }
.keep { font-size: 8.5pt; text-wrap: balance }
"""

STEPS = ("open", "enter", "keep", "again")


def sheet_html(title: str, where: str, entries: Iterable[Entry], words: Words) -> str:
    """The whole page in one language. The same entries always give the same bytes."""
    slips = [_slip(title, where, entry, words) for entry in entries]
    sheets = ("".join(slips[start : start + ON_A_SHEET]) for start in range(0, len(slips), ON_A_SHEET))
    body = "\n".join(f'<section class="sheet">\n{sheet}</section>' for sheet in sheets)
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(words.text('sheet.title', title=title))}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _slip(title: str, where: str, entry: Entry, words: Words) -> str:
    how, fold, secret, code = (words.text(f"sheet.{key}") for key in ("how", "fold", "secret", "code"))
    name = f"<div>{escape(entry.name)}</div>" if entry.name else ""
    weight = escape(words.text("sheet.weight", weight=entry.weight))
    weight = "" if entry.weight in (None, 1) else f"<div>{weight}</div>"
    place = f"<p>{escape(where)}</p>" if where else ""
    steps = "".join(f"<li>{escape(words.text(f'sheet.{step}'))}</li>" for step in STEPS)
    return (
        f'<article class="slip">\n<div class="strip"><div class="number">{entry.number}</div>{name}{weight}<p>{escape(title)}</p></div>\n'
        f'<div class="how"><h2>{escape(how)}</h2><ol>{steps}</ol>{place}<span class="fold">{escape(fold)}</span></div>\n'
        f'<div class="secret">{qr(entry.credential, code)}<code>{escape(entry.credential)}</code>'
        f'<div class="keep">{escape(secret)}</div></div>\n</article>\n'
    )


def qr(text: str, title: str) -> str:
    """A QR code as inline SVG with its quiet zone; level M still reads with a smudge over a tenth of it."""
    code = segno.make(text, error="m", micro=False, boost_error=False)
    return code.svg_inline(border=4, omitsize=True, title=title)
