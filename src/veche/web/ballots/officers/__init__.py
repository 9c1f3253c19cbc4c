"""Pages of those who hold a vote: the returning officer, the registrar, the trustees."""
