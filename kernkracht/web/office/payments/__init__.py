"""Obligations, batches, accounts and bank statements, under `/werk/betalen/`."""
