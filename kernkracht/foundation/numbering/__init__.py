"""Numbers that people quote: one series per kind of paper and year, without gaps and never twice."""
