"""Sent mail of a demonstration."""
