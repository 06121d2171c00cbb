"""Lessons: which approach works in which village, and why."""
