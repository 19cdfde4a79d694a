"""Scenarios of a day: planned with equal effort from a common start, and compared."""
