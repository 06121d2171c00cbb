"""What became of the money: reports, settlement, recovery, and the story of a finished plan."""
