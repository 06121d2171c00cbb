"""What a colleague must see today: promises, what is new, who waits for whom, and villages that are quiet."""
