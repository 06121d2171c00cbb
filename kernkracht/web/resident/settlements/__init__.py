"""Telling what became of a plan, by a mailed link: no account needed."""
