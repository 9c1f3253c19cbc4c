"""A congress on a real server: how long a change takes to reach every phone, and how long a page with many amendments takes to open."""
