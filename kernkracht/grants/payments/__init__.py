"""Obligations, batches released by two people, bank files, and money that comes back."""
