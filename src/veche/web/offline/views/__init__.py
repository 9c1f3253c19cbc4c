"""Pages of an assembly without a network."""
