"""What happened is told to a core system: the outbox, and who sends what it holds."""
