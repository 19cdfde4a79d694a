"""Webhooks with their outbox; when a key was used last."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STRICT = {"sqlite_strict": True, "sqlite_autoincrement": True}


def upgrade() -> None:
    """Make the tables."""
    op.add_column("api_keys", sa.Column("used_at", sa.Text()))
    _make_webhooks()
    _make_deliveries()


def _make_webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("told_seq", WHOLE, nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text()),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name="fk_webhooks_branch_id"),
        sa.PrimaryKeyConstraint("id", name="pk_webhooks"),
        **STRICT,
    )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("webhook_id", sa.Text(), nullable=False),
        sa.Column("seq", WHOLE, nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", WHOLE, nullable=False),
        sa.Column("next_at", sa.Text()),
        sa.Column("answer", sa.Text()),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text()),
        sa.CheckConstraint(
            "(state = 'waiting') = (next_at IS NOT NULL)",
            name="ck_deliveries_what_waits_has_its_time",
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'heard', 'dead')", name="ck_deliveries_known_state"
        ),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name="fk_deliveries_webhook_id"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint("webhook_id", "seq", name="uq_deliveries_webhook_id_seq"),
        **STRICT,
    )
    op.create_index("ix_deliveries_state_next_at", "deliveries", ["state", "next_at"])
