"""Asking a routing server."""
