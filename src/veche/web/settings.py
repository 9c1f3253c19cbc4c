"""Django's settings, from the environment. docs/serving.md lists the variables; a test holds the two together.

`VECHE_DATA` is one folder with everything that must be kept: the database (unless PostgreSQL is used), the archives, the key.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from veche.web.keyring import read_keyring
from veche.web.safety import check_database, check_hosts, check_key, switch
from veche.web.storage import database

DATA = Path(os.environ.get("VECHE_DATA", "data")).absolute()
DATABASE = os.environ.get("VECHE_DATABASE", "")
HOSTS = os.environ.get("VECHE_HOSTS", "127.0.0.1,localhost").split(",")
HTTPS = switch("VECHE_HTTPS", os.environ.get("VECHE_HTTPS", ""))
LEAVE_TO = os.environ.get("VECHE_LEAVE_TO", "https://www.wikipedia.org/")
"""Where the button leads that leaves at once: a page that anyone might be reading."""

AWAY = (DATA / "veche.away").exists()
"""Whether this is a laptop with the copy of one assembly (`veche serve --away`): phones come over its own Wi-Fi, where no TLS is to be had."""

check_key(DATA / "veche.key")
check_hosts(HOSTS, HTTPS or AWAY)
check_database(DATABASE)

KEYS = read_keyring(DATA / "veche.key")
"""Made on the first start. Whoever has it and the database can read chosen names; a backup holds the database alone."""

DEBUG = False
SECRET_KEY = KEYS.django
ARGON2 = {"time_cost": 3, "memory_cost": 32 * 1024, "parallelism": 1}
"""What hashing a passphrase costs: 32 MiB and about a twentieth of a second. Stronger values reach each account when it next signs in."""
ALLOWED_HOSTS = HOSTS
ARCHIVES = DATA / "archives"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "veche.web.house",
    "veche.web.accounts",
    "veche.web.bodies",
    "veche.web.ballots",
    "veche.web.petitions",
    "veche.web.delegates",
    "veche.web.motions",
    "veche.web.assemblies",
    "veche.web.mandates",
    "veche.web.minutes",
    "veche.web.offline",
    "veche.web.serving",
]
MIDDLEWARE = [
    "veche.web.serving.requests.OnionMiddleware",
    "veche.web.house.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before the files: a worker obeys the policy that came with its own file
    "veche.web.serving.files.FilesMiddleware",
    "veche.web.house.language.LanguageMiddleware",
    "veche.web.serving.requests.BoundsMiddleware",
    "veche.web.accounts.sessions.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
ROOT_URLCONF = "veche.web.urls"
WSGI_APPLICATION = "veche.web.wsgi.application"
LIVE = "veche.web.assemblies.live"
"""What is shown live, and to whom: a module with `watcher` and `part`. The house shows it and the server streams it, and the house is below."""
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["veche.web.house.language.in_templates"],
            "builtins": ["veche.web.house.templatetags.house"],
        },
    }
]

DATABASES = {"default": database(DATABASE, DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
USE_I18N = False  # our own catalogues speak: veche.words
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STORAGES = {"staticfiles": {"BACKEND": "veche.web.serving.files.HashedFiles"}}
WHITENOISE_USE_FINDERS = True  # straight from the package: nothing to collect, nothing to forget
WHITENOISE_MAX_AGE = 0  # what bears no hash is asked for again; what does is kept for ever
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Behind a proxy that ends TLS the cookies are for https alone. An onion service and this machine itself speak http.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"  # with "no-referrer" browsers would not say where a form comes from
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
# "Strict" would give a new one to whoever follows a link here, and spoil the forms that are open in other tabs.
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "veche.web.house.failures.csrf_failure"
# What is sent stays in memory and is bounded: nothing that somebody uploads ever touches a disk by itself.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "worker-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["veche-worker", "veche-live"],
    }
}

# Nothing of a request is logged: neither addresses nor paths, which name votes. Errors keep their place in the code alone.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "bare": {"()": "veche.web.house.logs.Bare"},
        "raised": {"()": "veche.web.serving.logs.Raised"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.request": {"filters": ["raised"]},
        "django_tasks_db": {"level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
