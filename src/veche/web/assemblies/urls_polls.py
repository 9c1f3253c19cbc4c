"""Addresses of votes and speakers in an assembly."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
