"""Pages of petitions. One of them is for whoever has its address, as a vote is; the list of a body's is for its members."""
