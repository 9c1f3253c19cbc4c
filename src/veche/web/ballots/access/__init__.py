"""Who may see what of a vote: the only readers of its tables."""
