"""Partners in the office."""
