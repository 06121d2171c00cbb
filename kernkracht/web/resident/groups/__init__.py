"""What the people of a group do for it."""
