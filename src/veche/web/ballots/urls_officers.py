"""Addresses at which a vote is drawn up and held."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
