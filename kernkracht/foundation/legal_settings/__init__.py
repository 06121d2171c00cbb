"""Terms, amounts and readings of the law as dated data, each with its source and, where unsure, its doubt."""
