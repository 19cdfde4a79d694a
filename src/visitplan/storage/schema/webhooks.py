"""Where other systems want to hear what happens, and what is on its way to them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint

from visitplan.storage.schema.columns import Json, Moment, Whole, table
from visitplan.storage.schema.days import branches

webhooks = table(
    "webhooks",
    Column("id", Text, primary_key=True),
    Column("branch_id", ForeignKey(branches.c.id), nullable=False),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),  # what signs has to be known: no hash would do
    Column("events", Json, nullable=False),
    Column("told_seq", Whole, nullable=False),  # the last entry of the trail that was looked at
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

deliveries = table(  # the outbox: what a webhook is told of, until it heard it or never will
    "deliveries",
    Column("id", Text, primary_key=True),
    Column("webhook_id", ForeignKey(webhooks.c.id), nullable=False),
    Column("seq", Whole, nullable=False),  # of the trail's entry that it tells of
    Column("event", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("tries", Whole, nullable=False),
    Column("next_at", Moment),
    Column("answer", Text),  # what the last try came to: a status, or a word of ours
    Column("created_at", Moment, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("webhook_id", "seq"),
    CheckConstraint("state IN ('waiting', 'heard', 'dead')", "known_state"),
    CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", "what_waits_has_its_time"),
    Index(None, "state", "next_at"),
)
