"""Searching our own street graphs."""
