"""Pages of bodies. Each asks `access` whose page it is before anything else."""
