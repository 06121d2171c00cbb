"""Speed, as ratios within one run. Never part of the tests: a busy machine is no fault of the code."""
