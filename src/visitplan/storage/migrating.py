"""Bringing a database to this version's schema, under a lock, in one transaction.

Whoever changes ``schema`` adds a file to ``migrations/versions`` that makes the same change to what
stands; a test holds the two against each other, on both databases. What was released once is never
edited.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from visitplan.errors import StorageError

_LOCK = 0x76697369
"""Any number that no other program of the server locks by."""


def migrate(engine: Engine) -> None:
    """Upgrade the schema if it is older; one process does it while the others wait.

    Raises StorageError for a schema that this version does not know. There is no way down but
    to restore the backup made before.
    """
    scripts = _scripts()
    with engine.connect().execution_options(begins="DEFERRED") as connection:
        if _revision(connection, scripts) == scripts.get_current_head():
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        _upgrade(connection, scripts)


def revision(connection: Connection) -> str | None:
    """Return the schema's revision; StorageError if it is none of ours."""
    return _revision(connection, _scripts())


def head() -> str:
    """Return the newest revision that this version knows."""
    return str(_scripts().get_current_head())


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(Path(__file__).parent / "migrations"))


def _revision(connection: Connection, scripts: ScriptDirectory) -> str | None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        if inspect(connection).get_table_names():
            raise StorageError("the database is not visitplan's: it holds other tables")
        return None
    if found not in {script.revision for script in scripts.walk_revisions()}:
        raise StorageError(
            "the database is of a newer version of visitplan: use that version, "
            "or restore a backup into a new database"
        )
    return found


def _upgrade(connection: Connection, scripts: ScriptDirectory) -> None:
    _revision(connection, scripts)
    config = Config()
    config.set_main_option("script_location", scripts.dir)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
