"""Opening: made, migrated, and refused with a reason where it cannot be trusted."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from kept import NOON, a_branch, a_day, a_plan
from sqlalchemy import inspect, text

from postgresql_server import new_database
from visitplan.errors import StorageError
from visitplan.storage import branches, trail
from visitplan.storage.database import Database, open_database
from visitplan.storage.schema.everything import metadata
from visitplan.storage.sqlite import file_system, journal_mode

KEY = bytes(range(32))


def test_the_migrations_make_what_the_schema_says(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_a_database_is_opened_again_with_what_it_holds(address: str) -> None:
    for opens in (1, 2):
        with closing(open_database(address)) as database, database.write() as connection:
            assert len(branches.every(connection)) == opens - 1
            a_branch(connection, f"branch-{opens}")


def test_many_who_open_a_new_database_at_once_migrate_it_once(
    tmp_path: Path,
) -> None:
    file = tmp_path / "visitplan.db"
    with ThreadPoolExecutor(6) as threads:
        opened = list(threads.map(lambda _: open_database(file), range(6)))
    for database in opened:
        assert "outcomes" in inspect(database.engine).get_table_names()
        database.close()


def test_many_who_open_a_new_servers_database_at_once_migrate_it_once(server: str) -> None:
    address = new_database(server, template="template1")
    with ThreadPoolExecutor(6) as threads:
        opened = list(threads.map(lambda _: open_database(address), range(6)))
    for database in opened:
        assert "outcomes" in inspect(database.engine).get_table_names()
        database.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_database_of_a_newer_version_is_refused(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    own = str(tmp_path / "visitplan.db")
    address = own if kind == "sqlite" else new_database(request.getfixturevalue("server"))
    with closing(open_database(address)) as database, database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer version of visitplan"):
        open_database(address)


def test_a_foreign_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "theirs.db"
    with closing(sqlite3.connect(file)) as theirs:
        theirs.execute("CREATE TABLE theirs (x)")
    with pytest.raises(StorageError, match="other tables"):
        open_database(file)
    with closing(sqlite3.connect(file)) as theirs:
        names = theirs.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("theirs",)]


def test_a_text_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("cases, agents and contacts " * 99)
    with pytest.raises(StorageError, match="no database of visitplan"):
        open_database(tmp_path / "text.db")


def test_a_file_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "visitplan.db"
    open_database(file).close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_locked_database_is_waited_for_and_then_given_up(tmp_path: Path) -> None:
    file = tmp_path / "visitplan.db"
    with closing(open_database(file)) as holder, holder.write():
        waiting = open_database(file, wait_seconds=0.05)
        with closing(waiting), pytest.raises(StorageError, match="does not let go"):
            _write(waiting)


def test_a_locked_row_of_a_server_is_waited_for_and_then_given_up(server: str) -> None:
    address = new_database(server)
    with closing(open_database(address)) as holder, holder.write() as connection:
        a_day(connection)
        connection.execute(text("LOCK TABLE audit"))
        waiting = open_database(address, wait_seconds=0.05)
        with closing(waiting), pytest.raises(StorageError, match="does not let go"):
            _write(waiting)


def _write(database: Database) -> None:
    with database.write() as connection:
        trail.append(connection, trail.Act(NOON, "user-1", "try", "day", "day-1"))


def test_a_full_disk_is_told_and_nothing_is_kept(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "visitplan.db")) as database:
        with database.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 4}")
        with pytest.raises(StorageError, match="disk is full"):
            _write_much(database)
        with database.read() as connection:
            assert branches.every(connection) == ()


def _write_much(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection, document="x" * 100_000)


def test_a_database_that_may_only_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "visitplan.db"
    open_database(file).close()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    tmp_path.chmod(0o755)
    file.chmod(0o444)
    ran = _as_nobody(
        f"from visitplan.storage.database import open_database\nopen_database({str(file)!r})"
    )
    assert "StorageError" in ran
    assert "Permission denied" in ran


def _as_nobody(program: str) -> str:
    """Run a program as a user to whom permissions apply; return what it complains of."""
    drop = "import os\nif os.geteuid() == 0: os.setuid(65534)\n"
    run = subprocess.run(
        [sys.executable, "-c", f"import visitplan.storage.database\n{drop}{program}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    return run.stderr


@pytest.mark.parametrize(
    ("key", "problem"),
    [(None, "key is another"), (bytes(32), "key is another"), (b"short", "32")],
    ids=["none", "another", "short"],
)
def test_an_encrypted_database_opens_by_its_key_alone(
    tmp_path: Path, key: bytes | None, problem: str
) -> None:
    file = tmp_path / "secret.db"
    with closing(open_database(file, key=KEY)) as database, database.write() as connection:
        a_branch(connection, "zz-canary")
    assert b"canary" not in file.read_bytes()
    with pytest.raises(StorageError, match=problem):
        open_database(file, key=key)
    with closing(open_database(file, key=KEY)) as database, database.read() as connection:
        assert [branch.id for branch in branches.every(connection)] == ["zz-canary"]


@pytest.mark.parametrize("address", ["mysql://host/name", "postgresql://[", "://"])
def test_an_address_of_neither_kind_is_refused(address: str) -> None:
    with pytest.raises(StorageError):
        open_database(address)


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(StorageError, match="cannot be reached") as refused:
        open_database("postgresql://me:zz-secret@127.0.0.1:9/none", wait_seconds=2)
    assert "zz-secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 4), "WAL"),
    ],
)
def test_the_journal_is_one_that_the_version_can_be_trusted_with(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_every_connection_is_set_up(tmp_path: Path, key: bytes | None) -> None:
    with closing(open_database(tmp_path / "visitplan.db", key=key)) as database:
        driver = database.engine.dialect.dbapi
        assert driver is not None
        expected = {
            "foreign_keys": 1,
            "synchronous": 2,
            "trusted_schema": 0,
            "secure_delete": 1,
            "journal_mode": journal_mode(driver.sqlite_version_info).lower(),
        }
        with database.read() as connection:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected
            }
    assert found == expected


def test_the_file_system_is_that_of_the_deepest_mount() -> None:
    mounts = "\n".join(
        [
            "/dev/sda1 / ext4 rw 0 0",
            "server:/share /mnt/branch\\040share nfs4 rw 0 0",
            "tmpfs /mnt tmpfs rw 0 0",
        ]
    )
    assert file_system(Path("/var/lib/visitplan.db"), mounts) == "ext4"
    assert file_system(Path("/mnt/branch share/visitplan.db"), mounts) == "nfs4"
    assert file_system(Path("/mnt/other/visitplan.db"), mounts) == "tmpfs"


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("visitplan.storage.sqlite.file_system", lambda file, mounts: "nfs4")
    with pytest.raises(StorageError, match="network file system"):
        open_database(tmp_path / "visitplan.db")
    assert not (tmp_path / "visitplan.db").exists()


@pytest.mark.parametrize("unfit", ["branch_id", "when"])
def test_a_wrong_kind_of_value_and_a_reference_to_nothing_are_refused(
    database: Database, unfit: str
) -> None:
    statements: dict[str, Callable[[], str]] = {
        "branch_id": lambda: "INSERT INTO agents VALUES ('nowhere', 'A01', NULL, 'x')",
        "when": lambda: "UPDATE days SET version = 'one'",
    }
    with database.write() as connection:
        a_day(connection)
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(text(statements[unfit]()))


def test_a_refusal_quotes_nothing_of_what_was_to_be_written(database: Database) -> None:
    with database.write() as connection:
        a_branch(connection, "zz-canary")
    with pytest.raises(StorageError) as refused, database.write() as connection:
        a_branch(connection, "zz-canary")
    assert "canary" not in str(refused.value)
    assert refused.value.__cause__ is None
