"""Burden: how heavily the visits weigh on those who are visited."""
