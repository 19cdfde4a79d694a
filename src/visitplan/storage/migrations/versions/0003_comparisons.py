"""Comparisons: jobs of a kind of their own, and the files that they write."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STRICT = {"sqlite_strict": True, "sqlite_autoincrement": True}


def upgrade() -> None:
    """Tell the jobs apart, and make a table for what comparisons write."""
    kind = sa.Column("kind", sa.Text(), nullable=False, server_default="plan")
    op.add_column("planning_jobs", kind)
    op.create_table(
        "comparison_files",
        sa.Column("job_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["job_id"],
            ["planning_jobs.id"],
            name="fk_comparison_files_job_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_id", "name", name="pk_comparison_files"),
        **STRICT,
    )
