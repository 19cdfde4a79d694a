"""Several days planned at once."""
