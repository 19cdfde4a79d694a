"""The tables, by subject; what they promise, they promise to whoever writes."""

from visitplan.storage.schema import access, audit, days, happenings, jobs, plans
from visitplan.storage.schema.columns import metadata

__all__ = ["access", "audit", "days", "happenings", "jobs", "metadata", "plans"]
