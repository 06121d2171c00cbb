"""Meetings with a date and a place, and what came of them."""
