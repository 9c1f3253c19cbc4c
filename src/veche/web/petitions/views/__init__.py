"""Pages of petitions: for whoever has the address, as those of a vote."""
