"""Pages about questions in the office."""
