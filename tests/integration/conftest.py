"""Databases of the tests: whatever keeps something is tested on both; PostgreSQL needs packages."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from postgresql_server import new_database, running_server, server_programs
from visitplan.storage.database import Database, open_database
from visitplan.storage.schema.everything import metadata


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server, with ``{name}`` for a database."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with running_server(programs) as address:
        open_database(address.format(name="postgres")).close()  # the template of all others
        yield address


@pytest.fixture(scope="session")
def shared(server: str) -> str:
    """The address of one database of the server, which every test finds empty."""
    return new_database(server)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database; to copy it takes less time than to make another."""
    file = tmp_path_factory.mktemp("empty") / "visitplan.db"
    open_database(file).close()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, empty_file: Path, tmp_path: Path) -> str:
    """Where an empty database is: a file, or the server's."""
    if request.param == "sqlite":
        return str(shutil.copy(empty_file, tmp_path / "visitplan.db"))
    return emptied(request.getfixturevalue("shared"))


def emptied(address: str) -> str:
    """Delete every row, as only the owner of a database can; making a new one takes longer."""
    database = open_database(address)
    with database.write() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
            (key, *others) = table.primary_key.columns
            if key.autoincrement is True and not others:
                counter = f"pg_get_serial_sequence('{table.name}', '{key.name}')"
                connection.execute(text(f"SELECT setval({counter}, 1, false)"))
    database.close()
    return address


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = open_database(address)
    yield opened
    opened.close()
