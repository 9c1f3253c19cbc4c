"""Pages of motions and demands. Each asks `access` who looks before anything else."""
