"""What every request meets: bounds, files with hashes in their names, cookies over an onion service, the page on health."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from veche.web.serving import access, health, jobs
from veche.web.serving.files import hashed

ONION = "a" * 56 + ".onion"


@pytest.mark.parametrize("length", ["16777217", "9" * 30, "-1", "many"])
def test_a_body_that_is_too_large_is_refused_unread(length: str) -> None:
    response = Client(headers={"Accept-Language": "be"}).post(
        "/language/", b"", content_type="application/x-www-form-urlencoded", CONTENT_LENGTH=length
    )
    assert response.status_code == 413
    assert "Занадта шмат даных" in response.content.decode()


@pytest.mark.django_db
def test_a_page_names_files_by_their_hash_and_they_are_kept_for_ever() -> None:
    found = re.search(r'href="(/static/house/veche\.[0-9a-f]{12}\.css)"', Client().get("/").content.decode())
    assert found is not None
    named, plain = Client().get(found[1]), Client().get("/static/house/veche.css")
    assert named.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert named.getvalue() == plain.getvalue()
    named.close()
    plain.close()
    assert plain.headers["Cache-Control"] == "max-age=0, public"
    assert plain.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in plain.headers["Content-Security-Policy"]


def test_a_file_that_is_not_there_has_no_address() -> None:
    with pytest.raises(FileNotFoundError):
        hashed("house/nothing.css")


def test_cookies_are_for_https_alone_but_over_an_onion_service(settings: LazySettings) -> None:
    settings.CSRF_COOKIE_SECURE = True
    settings.ALLOWED_HOSTS = ["vote.example", ONION]
    assert Client().get("/", headers={"Host": "vote.example"}).cookies["form"]["secure"]
    assert not Client().get("/", headers={"Host": ONION}).cookies["form"]["secure"]
    assert Client().get("/", headers={"Host": f"{ONION}.example"}).cookies["form"]["secure"]
    assert Client().get("/", headers={"Host": ONION}, secure=True).cookies["form"]["secure"]


@pytest.fixture
def well(db: None) -> None:
    jobs.heartbeat().touch()


@pytest.mark.usefixtures("well")
def test_health_identifies_nothing() -> None:
    response = Client().get("/health/")
    assert (response.status_code, response.content.decode()) == (200, "database: ok\ndisk: ok\njobs: ok\n")
    assert not response.cookies


@pytest.mark.usefixtures("well")
def test_health_says_where_to_look(monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.time() - 3600
    os.utime(jobs.heartbeat(), (long_ago, long_ago))
    monkeypatch.setattr(access, "database_answers", lambda: False)
    monkeypatch.setattr(health, "ROOM", 1 << 60)
    response = Client().get("/health/")
    assert response.status_code == 503
    assert response.content.decode() == "database: look\ndisk: look\njobs: look\n"
    Path(jobs.heartbeat()).unlink()
    assert not health.clock_goes()
