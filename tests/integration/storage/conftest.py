"""Every test of storage runs on both databases; PostgreSQL's half needs Debian's packages."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from postgresql_server import running_server, server_programs
from visitplan.storage.database import Database, open_database

_number = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server, with ``{name}`` for a database."""
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with running_server(programs) as address:
        open_database(address.format(name="postgres")).close()  # the template of all others
        yield address


def new_database(server: str) -> str:
    """Return the address of a database, empty but for the schema."""
    import psycopg  # noqa: PLC0415 - an extra

    name = f"test_{next(_number)}"
    with psycopg.connect(server.format(name="template1"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return server.format(name=name)


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
