"""Cases near the border of two branches, handed over where that pays and is lawful."""
