"""Messages in the office, from Factor C to effect."""
