"""The pages about groups, by subject."""
