"""A gathering in somebody's own calendar."""
