"""News, on the site and as feeds."""
