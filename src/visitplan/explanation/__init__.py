"""Why not? Each unassigned visit with its truthful reason."""
