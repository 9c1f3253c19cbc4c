"""Streams of changes to those who look on (server-sent events): who may have one, and what is sent to all of them at once."""
