"""Messages in the office."""
