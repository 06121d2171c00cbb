"""Organisations that work for or with the municipality: tasks, areas, meetings, agreements."""
