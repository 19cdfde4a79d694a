"""Values that the stations exchange: frozen, complete at birth, no I/O, no clock."""
