"""Stories of finished plans, for everybody."""
