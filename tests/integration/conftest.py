"""Databases of the tests: whatever keeps something is tested on both; PostgreSQL needs packages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql_server import new_database, running_server, server_programs
from visitplan.storage.database import Database, open_database


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server, with ``{name}`` for a database."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with running_server(programs) as address:
        open_database(address.format(name="postgres")).close()  # the template of all others
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new database is: a file, or one of the server's."""
    if request.param == "sqlite":
        return str(tmp_path / "visitplan.db")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    opened = open_database(address)
    yield opened
    opened.close()
