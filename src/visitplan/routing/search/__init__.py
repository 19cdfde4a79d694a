"""Searches over a statement; each takes a statement and limits and gives an answer."""
