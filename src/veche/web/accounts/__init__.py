"""Signing in without being known: a passphrase of words or a passkey, recovery codes on paper, sessions that end."""
