"""Running it: settings of the server, health, backup and restore, long jobs."""
