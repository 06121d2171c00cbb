"""The law as the software keeps it: each test quotes its article in own words and fails when the behaviour goes."""
