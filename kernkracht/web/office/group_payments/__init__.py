"""Claims and yearly contributions, in the office."""
