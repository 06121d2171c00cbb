"""What happened in the own villages of a colleague, and how often that comes by mail (R24)."""
