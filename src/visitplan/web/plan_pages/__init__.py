"""A version of a day's plan: looked at beside the one that counts, published, handed to agents.

``page`` what it costs and changes · ``publishing`` deciding about it · ``links`` the agents' ways
in · ``exports`` the files that ``visitplan plan`` writes.
"""
