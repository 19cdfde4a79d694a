"""Who, where, when? The OR-Tools statement of the day, its search, its answer."""
