"""Wiring: one module per use case; the command line, the web and the Python API call these.

Here lie the use cases of day folders; ``kept`` has those of what the database keeps, ``queue``
planning on request, ``branches`` many folders at once, ``webhooks`` what is told to others.
"""
