"""Tables to values; every finding with file, row and field."""
