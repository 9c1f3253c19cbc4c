"""Side by side with belenios-tool on this machine, in one run: `make bench`."""
