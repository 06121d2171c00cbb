"""Associations, signalling groups and other groups of a village; their people, pages and covenants."""
