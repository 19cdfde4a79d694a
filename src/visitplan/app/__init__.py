"""Wiring: one module per use case; the command line, the web and the Python API call these."""
