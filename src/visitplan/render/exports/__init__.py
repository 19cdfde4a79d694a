"""A plan in the formats of other programs: one file per format, pure functions, no I/O."""
