"""Alterations with a story, one file for each part of an election's life."""
