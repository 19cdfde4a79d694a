"""All tables together, for whoever makes, compares or copies a database as a whole."""

from visitplan.storage.schema import access, audit, days, happenings, jobs, plans, webhooks
from visitplan.storage.schema.columns import metadata

__all__ = ["access", "audit", "days", "happenings", "jobs", "metadata", "plans", "webhooks"]
