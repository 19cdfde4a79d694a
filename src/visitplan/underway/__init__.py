"""A day under way: what has happened, what is still to be decided, what changes for whom."""
