"""News: of one village, of more, or of the whole municipality; also from groups, after a look."""
