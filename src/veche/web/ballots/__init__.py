"""Votes: drawn up, opened, cast, counted, published. The archive of a vote is its record; the database is a cache of it."""
