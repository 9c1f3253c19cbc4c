"""What the tests of bodies do often."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.test import Client

from veche.web.bodies.models import Body, Membership
from veche.web.bodies.once import new_once

CODE = re.compile(r'<p class="secret">((?:[0-9A-Z]{4}-)+[0-9A-Z]{4})</p>')


def text_of(response: HttpResponse) -> str:
    """The page, if it is one."""
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def codes_in(page: str) -> list[str]:
    """Every code that the page shows."""
    return CODE.findall(page)


def invite_through(client: Client, body: Body, number: int = 1) -> list[str]:
    """Codes, as the page shows them."""
    answers = {"number": number, "days": 7, "language": "en", "once": new_once()}
    return codes_in(text_of(client.post(f"/bodies/{body.id}/invite/", answers)))


def founder_of(body: Body) -> Membership:
    """Whoever `make_body` made the body with."""
    members = Membership.objects.select_related("body").filter(body=body)
    return next(one for one in members if one.name == "Founder")
