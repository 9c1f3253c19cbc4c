"""Bodies and how they stand to each other, members by the names that they chose, invitations, roles, the register."""
