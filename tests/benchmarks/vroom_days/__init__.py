"""Days in VROOM's format, VROOM's answers and ours, and who judges both."""
