"""Mail and print queue of the office, and the texts of notices."""
