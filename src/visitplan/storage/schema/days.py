"""Days as they are handed over: settings, and the rows of each table as they stand in it."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, Table, Text, UniqueConstraint

from visitplan.storage.schema.columns import Json, Moment, Whole, table

branches = table(
    "branches",
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", Text, nullable=False),
)

days = table(
    "days",
    Column("id", Text, primary_key=True),
    Column("branch_id", ForeignKey(branches.c.id), nullable=False),
    Column("date", Text, nullable=False),
    Column("version", Whole, nullable=False),  # whoever changes the day names the one he saw
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    UniqueConstraint("branch_id", "date"),
)

day_files = table(  # day.toml and the packs beside it, byte for byte
    "day_files",
    Column("day_id", ForeignKey(days.c.id, ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

day_tables = table(  # how a table is written: its file, its headers, its form
    "day_tables",
    Column("day_id", ForeignKey(days.c.id, ondelete="CASCADE"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("file", Text, nullable=False),
    Column("headers", Json, nullable=False),
    Column("form", Json, nullable=False),
)


def _rows_of(name: str) -> Table:
    """Return a table of a day's rows.

    ``subject`` is the case, or the agent of a shift; a row that names none is kept for whoever
    mends it.
    """
    return table(
        name,
        Column("day_id", ForeignKey(days.c.id, ondelete="CASCADE"), primary_key=True),
        Column("position", Whole, primary_key=True),
        Column("subject", Text),
        Column("cells", Json, nullable=False),
        Index(None, "subject"),
    )


cases = _rows_of("cases")
shifts = _rows_of("shifts")
pins = _rows_of("pins")
baselines = _rows_of("baselines")
events = _rows_of("events")

contacts = table(  # the ledger of a branch: what happened stays, whatever day it was told for
    "contacts",
    Column("seq", Whole, primary_key=True, autoincrement=True),
    Column("branch_id", ForeignKey(branches.c.id), nullable=False),
    Column("case_id", Text),
    Column("told", Json, nullable=False),  # header → cell, as it was told
    Column("told_sha256", Text, nullable=False),
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("branch_id", "told_sha256"),
    Index(None, "branch_id", "case_id"),
)

day_contacts = table(  # which entries a day's own table of contacts holds, and in which order
    "day_contacts",
    Column("day_id", ForeignKey(days.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Whole, primary_key=True),
    Column("contact_seq", ForeignKey(contacts.c.seq), nullable=False),
)

agents = table(  # the people of a branch; a shift is a row of a day
    "agents",
    Column("branch_id", ForeignKey(branches.c.id), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("name", Text),
    Column("since", Moment, nullable=False),
)

ROWS = {
    "cases": cases,
    "agents": shifts,
    "pinned": pins,
    "baseline": baselines,
    "events": events,
}
"""A day folder's table → where its rows are kept; ``contacts`` lie in the branch's ledger."""
