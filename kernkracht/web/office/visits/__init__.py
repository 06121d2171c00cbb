"""`/werk/bezoek/`: notes after a visit, also written without network."""
