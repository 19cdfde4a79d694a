"""Plans: what one says never changes; which one counts, does."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Text, UniqueConstraint, text

from visitplan.storage.schema.columns import Json, Moment, Whole, table
from visitplan.storage.schema.days import days

plans = table(
    "plans",
    Column("id", Text, primary_key=True),
    Column("day_id", ForeignKey(days.c.id), nullable=False),
    Column("version", Whole, nullable=False),
    Column("parent_id", ForeignKey("plans.id")),
    Column("day_version", Whole, nullable=False),
    Column("document", Text, nullable=False),  # plan.json, byte for byte
    Column("sha256", Text, nullable=False),
    Column("manifest", Json, nullable=False),
    Column("state", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("published_at", Moment),
    Column("published_by", Text),
    UniqueConstraint("day_id", "version"),
    CheckConstraint("state IN ('draft', 'published', 'superseded', 'discarded')", "known_state"),
    CheckConstraint(
        "(state IN ('published', 'superseded')) = (published_at IS NOT NULL)", "published_once"
    ),
    Index(
        "ix_plans_current",
        "day_id",
        unique=True,
        sqlite_where=text("state = 'published'"),
        postgresql_where=text("state = 'published'"),
    ),
)
