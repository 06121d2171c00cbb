"""Stories that are not about one plan: told by the editors, with the consent of who is in them."""
