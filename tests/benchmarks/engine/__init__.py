"""The parts of the benchmark of the search; ``engine.py`` beside this folder runs it."""
