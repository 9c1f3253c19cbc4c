"""Veche: software for workers' democracy."""

from __future__ import annotations
