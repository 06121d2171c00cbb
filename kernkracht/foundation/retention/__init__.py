"""How long what is kept, lists of what must go, and what is held about one person."""
