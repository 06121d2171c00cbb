"""Following villages, themes and things: signing up, the pages behind the mailed links, and one's own list."""
