"""May we go? Case × policy → visit with lawful windows, or ineligible with the rules."""
