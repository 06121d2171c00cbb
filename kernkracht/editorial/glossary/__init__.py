"""Words that readers may not know, each with its meaning in plain language."""
