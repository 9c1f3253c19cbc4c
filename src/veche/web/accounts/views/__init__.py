"""The pages of the door: signing in and up, coming back with a code, one's own account, leaving."""
