"""Paper: five slips a page, and nothing on paper that can only be pressed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from veche.web.bodies.models import Body

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def printed(visit: Visit) -> PdfReader:
    return PdfReader(BytesIO(visit.page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(("slips", "pages"), [(1, 1), (5, 1), (6, 2), (11, 3)])
def test_slips_are_printed_five_a_page(
    slips: int, pages: int, visit: Callable[..., Visit], make_body: Callable[..., Body], make_account: Any
) -> None:
    founder = make_account()
    body = make_body(founder=founder)
    window = visit(founder, desk=True)
    window.page.goto(f"/bodies/{body.id}/invite/")
    window.page.locator("input[name=number]").fill(str(slips))
    window.page.locator("main button.main").click()
    assert window.page.locator(".slip").count() == slips
    paper = printed(window)
    assert len(paper.pages) == pages
    texts = [page.extract_text() for page in paper.pages]
    codes = window.page.locator(".slip .secret").all_inner_texts()
    assert all(sum(code in text for text in texts) == 1 for code in codes), (
        "a code is cut off, or stands twice"
    )


def test_buttons_and_forms_stay_on_the_screen(visit: Callable[..., Visit]) -> None:
    window = visit(desk=True)
    window.page.goto("/components/")
    text = "\n".join(page.extract_text() for page in printed(window).pages)
    assert "The one main action" not in text.split("Where a vote stands")[0]
    assert "A secret, shown once" in text
