"""The first page, in every language."""

from __future__ import annotations

import pytest
from django.test import Client

from veche.words import Language


@pytest.mark.parametrize("language", ["en"])
def test_the_first_page_speaks_the_language_that_the_browser_asks_for(language: str) -> None:
    response = Client(headers={"Accept-Language": f"{language}-XX,en;q=0.5"}).get("/")
    assert response.status_code == 200
    assert f'lang="{language}"' in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    assert set(Language)
