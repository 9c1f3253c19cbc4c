"""Pages of delegates. Each asks `access` whose page it is before anything else."""
