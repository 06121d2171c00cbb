"""What partners count and colleagues notice per village; never a person."""
