"""What figures villages have, kept by who manages villages."""
