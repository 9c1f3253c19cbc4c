"""The only writers of the tables of mandates. Each action is done whole or not at all, may be asked for twice, and holds against others at the same moment."""
