"""The first page in a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_language_is_changed_where_one_stands(visit: Callable[..., Visit], script: bool) -> None:
    page = visit(language="en", script=script).page
    page.goto("/help/protects/")
    assert page.locator("html").get_attribute("lang") == "en"
    page.locator("details.languages summary").click()
    page.get_by_role("button", name="Беларуская").click()
    page.wait_for_url("**/help/protects/")
    assert page.locator("html").get_attribute("lang") == "be"
    assert page.title() == "Нататкі"
