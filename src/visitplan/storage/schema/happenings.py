"""What agents report: only ever added to; a correction is a report of its own."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text

from visitplan.storage.schema.columns import Json, Moment, Whole, table
from visitplan.storage.schema.plans import plans

outcomes = table(
    "outcomes",
    Column("seq", Whole, primary_key=True, autoincrement=True),
    Column("phone_id", Text, nullable=False, unique=True),
    Column("plan_id", ForeignKey(plans.c.id), nullable=False),
    Column("agent_id", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("happened_at", Text, nullable=False),  # by the phone's clock, with its offset
    Column("received_at", Moment, nullable=False),
    Column("body", Json, nullable=False),
    Column("body_sha256", Text, nullable=False),
    Column("corrects_seq", ForeignKey("outcomes.seq")),
    CheckConstraint("corrects_seq < seq", "corrects_an_earlier_one"),
    CheckConstraint("length(code) BETWEEN 1 AND 32", "code_is_no_free_text"),
    Index(None, "plan_id", "agent_id"),
    Index(None, "case_id"),
)
