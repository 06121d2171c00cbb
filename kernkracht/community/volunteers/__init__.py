"""Help wanted and offered, knowledge per theme, prizes, and the pages around volunteering."""
