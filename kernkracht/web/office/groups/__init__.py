"""Groups, their people and covenants in the office."""
