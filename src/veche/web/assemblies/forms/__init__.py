"""What is filled in before and in an assembly."""
