"""Planning that was asked for: who works at it holds a lease, and loses it by silence."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, LargeBinary, Text

from visitplan.storage.schema.columns import Json, Moment, Whole, table
from visitplan.storage.schema.days import days
from visitplan.storage.schema.plans import plans

planning_jobs = table(
    "planning_jobs",
    Column("id", Text, primary_key=True),
    Column("day_id", ForeignKey(days.c.id, ondelete="CASCADE"), nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("request", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Whole, nullable=False),
    Column("worker", Text),
    Column("leased_until", Moment),
    Column("cancelled_at", Moment),
    Column("progress", Json),
    Column("plan_id", ForeignKey(plans.c.id)),
    Column("failure", Json),
    Column("ended_at", Moment),
    Column("kind", Text, nullable=False, server_default="plan"),  # or "comparison"
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", "known_state"),
    CheckConstraint("(state = 'running') = (leased_until IS NOT NULL)", "who_runs_holds_a_lease"),
    Index(None, "state", "asked_at"),
    Index(None, "day_id"),
)

comparison_files = table(  # what a comparison wrote: pages, workbook, figures
    "comparison_files",
    Column("job_id", ForeignKey(planning_jobs.c.id, ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
