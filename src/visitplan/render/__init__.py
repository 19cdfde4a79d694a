"""Show it: maps, agent pages, itineraries, exports."""
