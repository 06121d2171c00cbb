"""How a village was when the municipality began, version after version, and the themes chosen together."""
