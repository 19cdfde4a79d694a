"""Telling other systems what happened: signed, and only where it can do no harm."""
