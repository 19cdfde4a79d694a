"""Storage: what must outlast a run, in SQLite or PostgreSQL, by one code.

``database`` opens and migrates it; ``schema`` says what its tables promise by themselves; each
other module is one aggregate: functions that take a connection of a transaction, and values. Who
calls says when it is and which ids are new: nothing here asks a clock or a dice.
"""
