"""The office's pages about terms: the clock of a case, terms at risk, outages and channels, legal settings."""
