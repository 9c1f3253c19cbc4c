"""What the tests of bodies do often: walk through a form and read what came back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from veche.web.bodies.models import Body, Membership
from veche.web.bodies.once import new_once

CODE = re.compile(r'<p class="secret">((?:[0-9A-Z]{4}-)*[0-9A-Z]{4})</p>')


def text_of(response: HttpResponse) -> str:
    """The page, if it is one."""
    assert response.status_code == 200, response.status_code
    return str(response.content.decode())


def codes_in(page: str) -> list[str]:
    return CODE.findall(page)


@pytest.fixture
def path_of() -> Callable[..., str]:
    return lambda body, rest="": f"/bodies/{body.id}/{rest}"


def invite_through(client: Client, body: Body, number: int = 1) -> list[str]:
    """Codes, as the page shows them."""
    answers = {"number": number, "days": 7, "language": "en", "once": new_once()}
    return codes_in(text_of(client.post(f"/bodies/{body.id}/invite/", answers)))


def founder_of(body: Body) -> Membership:
    return Membership.objects.get(body=body, name="Founder")
