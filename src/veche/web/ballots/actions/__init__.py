"""What may be done to a vote, by whom and when: the only writers of its tables."""
