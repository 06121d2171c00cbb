"""Texts of the editors, for everybody."""
