"""The audit trail: who did what, when, to what; each entry seals the one before."""

from sqlalchemy import Column, Index, Text

from visitplan.storage.schema.columns import Json, Moment, Whole, table

audit = table(
    "audit",
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("branch_id", Text),
    Column("reason", Text),
    Column("before", Json),
    Column("after", Json),
    Column("previous_sha256", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Index(None, "kind", "object_id"),
)

purging = table(  # holds a row only inside of the transaction that purges
    "purging",
    Column("by", Text, primary_key=True),
)
