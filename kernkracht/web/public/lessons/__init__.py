"""Lessons and words, for everybody."""
