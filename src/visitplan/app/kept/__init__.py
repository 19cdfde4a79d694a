"""Use cases of what the database keeps: days, plans, links, reports from doors."""
