"""Groups of the villages, for everybody."""
