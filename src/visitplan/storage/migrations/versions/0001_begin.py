"""The first tables, and the guards on those that are only added to."""

from alembic import op

from visitplan.storage.guards import GUARDS, guard_statements
from visitplan.storage.schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind()
    metadata.create_all(connection)
    for guard in GUARDS:
        for statement in guard_statements(guard, connection.dialect.name):
            op.execute(statement)
