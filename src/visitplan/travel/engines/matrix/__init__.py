"""Reading a file of the user's own travel times."""
