"""Pages of schemes, by what one does there."""
