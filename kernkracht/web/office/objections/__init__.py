"""Objections in the office: the list, one objection, and the acts on it."""
