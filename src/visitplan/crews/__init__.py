"""Crews: who travels with whom where more than one person is asked for."""
