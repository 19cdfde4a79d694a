"""Backups: of one moment, tried before they count, and good for either database."""

import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from kept import DAY, NOON, a_day, a_plan, a_report, later

from postgresql_server import new_database
from visitplan.errors import ConflictError, OutputError, StorageError
from visitplan.storage import outcomes, plans
from visitplan.storage.backup import back_up, restore
from visitplan.storage.copying import counts
from visitplan.storage.database import Database, open_database
from visitplan.storage.proof import prove

KEY = bytes(range(32))


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another, empty database of either kind."""
    if request.param == "sqlite":
        address = str(tmp_path / "other.db")
    else:
        address = new_database(request.getfixturevalue("server"))
    with closing(open_database(address)) as opened:
        yield opened


def filled(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        a_plan(connection, "a-later-plan", parent_id="plan-1")
        outcomes.record(connection, a_report(1), at=NOON)
        corrected = a_report(2, case_id="C001", code="PAID", corrects="press-1")
        outcomes.record(connection, corrected, at=NOON)


def test_a_backup_restores_into_either_database(
    database: Database, other: Database, tmp_path: Path
) -> None:
    filled(database)
    made = back_up(database, tmp_path / "backup.db")
    restored = restore(tmp_path / "backup.db", other)
    assert restored.rows == made.rows
    with database.read() as before, other.read() as after:
        assert counts(after) == counts(before)
        assert plans.heads(after, DAY) == plans.heads(before, DAY)
        assert outcomes.of_case(after, "C001") == outcomes.of_case(before, "C001")
        assert prove(after) == prove(before)


def test_a_restored_database_counts_on(database: Database, other: Database, tmp_path: Path) -> None:
    filled(database)
    back_up(database, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", other)
    with other.write() as connection:
        kept = outcomes.record(connection, a_report(3), at=later(1)).outcome
        assert kept.seq > outcomes.of_case(connection, "C001")[-1].seq
        assert prove(connection).breaks == ()


def test_a_backup_is_for_its_owner_alone(database: Database, tmp_path: Path) -> None:
    filled(database)
    file = back_up(database, tmp_path / "backup.db").file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_backup_replaces_no_file(database: Database, tmp_path: Path) -> None:
    (tmp_path / "backup.db").write_text("something else")
    with pytest.raises(OutputError, match="stands there already"):
        back_up(database, tmp_path / "backup.db")
    assert (tmp_path / "backup.db").read_text() == "something else"


def test_nothing_is_restored_over_what_is_there(
    database: Database, other: Database, tmp_path: Path
) -> None:
    filled(database)
    back_up(database, tmp_path / "backup.db")
    filled(other)
    with pytest.raises(ConflictError, match="into a new one"):
        restore(tmp_path / "backup.db", other)


def test_a_damaged_backup_is_refused_and_restores_nothing(
    database: Database, other: Database, tmp_path: Path
) -> None:
    filled(database)
    file = back_up(database, tmp_path / "backup.db").file
    content = bytearray(file.read_bytes())
    place = content.rindex(b"press-1")
    content[place : place + 7] = b"press-9"
    file.write_bytes(content)
    with pytest.raises(StorageError, match="does not hold"):
        restore(file, other)
    with other.read() as connection:
        assert not any(counts(connection).values())


def test_a_backup_made_while_others_write_is_of_one_moment(
    database: Database, tmp_path: Path
) -> None:
    filled(database)
    done = threading.Event()
    writer = threading.Thread(target=_write_pairs, args=(database, done))
    writer.start()
    try:
        copies = [back_up(database, tmp_path / f"{number}.db").file for number in range(2)]
    finally:
        done.set()
        writer.join()
    for copy in copies:
        with closing(open_database(copy)) as backup, backup.read() as connection:
            reported = {kept.phone_id for kept in outcomes.since(connection, 0)}
        pairs = [name for name in reported if name.startswith("left-")]
        assert {name.replace("left", "right") for name in pairs} <= reported


def _write_pairs(database: Database, done: threading.Event) -> None:
    for number in range(1000):
        if done.is_set():
            return
        with database.write() as connection:
            for side in ("left", "right"):
                report = a_report(phone_id=f"{side}-{number}")
                outcomes.record(connection, report, at=later(number))


def test_an_encrypted_backup_hides_everything_and_opens_only_by_its_key(
    database: Database, other: Database, tmp_path: Path
) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection, document='{"planted": "ZZ-CANARY"}')
    file = back_up(database, tmp_path / "backup.db", key=KEY).file
    assert b"ZZ-CANARY" not in file.read_bytes()
    with pytest.raises(StorageError, match="its key is another one"):
        restore(file, other, key=bytes(32))
    restore(file, other, key=KEY)


def test_a_backup_of_an_encrypted_database_is_encrypted_too(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "secret.db", key=KEY)) as database:
        filled(database)
        file = back_up(database, tmp_path / "backup.db").file
    assert b"press-1" not in file.read_bytes() + (tmp_path / "secret.db").read_bytes()
    with closing(open_database(tmp_path / "other.db", key=KEY)) as other:
        assert restore(file, other, key=KEY).rows["outcomes"] == 2
