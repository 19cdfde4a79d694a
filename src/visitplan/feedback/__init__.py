"""Feedback: what happened at the doors becomes what tomorrow knows."""
