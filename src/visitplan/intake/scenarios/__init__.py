"""Scenarios: the reading of ``scenarios.toml``, and of a day as a scenario has it."""
