"""Figures per village out of open data, each with its source and day."""
