"""The planner of lawful, humane field visits."""
