"""An erasure takes one person out of plans that are kept; nothing else may change them still."""

from alembic import op

from visitplan.storage.guards import Guard, guard_again_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PLANS = Guard(
    "plans",
    kept=(
        "id", "day_id", "version", "parent_id", "day_version", "document", "sha256",
        "manifest", "made_at", "made_by",
    ),
    set_once=("published_at", "published_by"),
)  # fmt: skip


def upgrade() -> None:
    """Let whoever holds the permit of a purge change plans."""
    for statement in guard_again_statements(PLANS, op.get_bind().dialect.name):
        op.execute(statement)
