"""Claims of a group, for who speaks for it."""
