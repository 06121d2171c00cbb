"""Rows of the route × role matrix, one module per room: `ROWS`, and `build(world)` for what its pages are about."""
