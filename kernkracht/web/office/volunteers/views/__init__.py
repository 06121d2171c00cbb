"""Volunteering in the office."""
