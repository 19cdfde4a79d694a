"""Planning on request: the queue in the database, its workers, a process for each plan."""
