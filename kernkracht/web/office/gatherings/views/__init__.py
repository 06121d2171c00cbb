"""Gatherings in the office."""
