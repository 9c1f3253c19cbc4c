"""What the tests of assemblies do often."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from veche.web.assemblies.models import Assembly
from veche.web.bodies.models import Body

CODE = re.compile(r'<p class="secret">((?:[0-9A-Z]{4}-)+[0-9A-Z]{4})</p>')
ONCE = re.compile(r'name="once" value="([^"]+)"')


def page(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return str(response.content.decode())


def at(assembly: Assembly, path: str = "") -> str:
    return f"/assemblies/{assembly.pk}/{path}"


def send(client: Client, path: str, status: int = 302, **answers: Any) -> HttpResponse:
    response = client.post(path, answers)
    assert response.status_code == status, (path, response.status_code, response.content.decode()[-3000:])
    return response


def once_in(text: str) -> str:
    found = ONCE.search(text)
    assert found is not None
    return found[1]


def slips_through(door: Client, assembly: Assembly, number: int = 1) -> list[str]:
    """Codes for the door, as the page shows them."""
    once = once_in(page(door, at(assembly, "door/")))
    shown = send(door, at(assembly, "door/slips/"), 200, number=number, language="en", once=once)
    return CODE.findall(shown.content.decode())


def come_in(assembly: Assembly, code: str, client: Client | None = None) -> Client:
    phone = client or Client()
    assert send(phone, "/assemblies/come/", code=code).headers["Location"] == at(assembly)
    return phone


def draw_up(client: Client, body: Body, **more: Any) -> HttpResponse:
    new = f"/bodies/{body.id}/assemblies/new/"
    answers = {
        "title": "Spring meeting",
        "of_delegates": "members",
        "how": "hall",
        "place": "Hall 3",
        "hour": "18:00",
        "language": "en",
    }
    return client.post(new, answers | {"once": once_in(page(client, new))} | more)
