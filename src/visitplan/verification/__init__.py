"""Is it true? Every promise re-checked by code that shares nothing with routing."""
