"""Addresses at which everybody votes, looks and checks."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
