"""Days: what a folder holds goes in and comes out again, and two who edit notice each other."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from kept import NOON, a_branch, a_day, later
from sqlalchemy import func, select, text

from visitplan.app.init import init
from visitplan.app.kept.kept_days import Importing, export_day, files_of, import_day, inputs_of
from visitplan.app.opening import read_day
from visitplan.errors import ConflictError, InputError, OutputError, StorageError
from visitplan.storage import branches, days, ledger, tables, trail
from visitplan.storage.database import Database
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow
from visitplan.storage.schema.days import contacts

EXAMPLES = Path(__file__).parents[3] / "examples"
HELSINKI = EXAMPLES / "helsinki"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "day"
    init(folder, today=NOON.date())
    return folder


def imported(database: Database, folder: Path, **changes: Any) -> DayHead:
    importing = Importing("kamppi", "day-1", "user-1", NOON)._replace(**changes)
    with database.write() as connection:
        if branches.find(connection, importing.branch_id) is None:
            a_branch(connection, importing.branch_id)
        return import_day(connection, folder, importing)


def exported(database: Database, folder: Path, day_id: str = "day-1") -> Path:
    with database.read() as connection:
        export_day(connection, day_id, folder)
    return folder


@pytest.mark.parametrize("example", ["helsinki", "yunting"])
def test_a_day_folder_comes_out_byte_for_byte(
    database: Database, tmp_path: Path, example: str
) -> None:
    folder = EXAMPLES / example
    imported(database, folder)
    out = exported(database, tmp_path / "out")
    names = {path.name for path in folder.iterdir() if path.suffix in {".csv", ".toml"}}
    assert {path.name for path in out.iterdir()} == names
    assert [
        name for name in names if (out / name).read_bytes() != (folder / name).read_bytes()
    ] == []
    assert read_day(out).day == read_day(folder).day


def test_unknown_columns_and_odd_quotes_come_out_too(
    database: Database, small: Path, tmp_path: Path
) -> None:
    folder = _copy(small, tmp_path)
    lines = (folder / "cases.csv").read_text().splitlines()
    lines[0] += ',"Our own column, two"'
    odd = [lines[0], *(f'{line},"x ""y"" {number}"' for number, line in enumerate(lines[1:]))]
    (folder / "cases.csv").write_text("\r\n".join(odd) + "\r\n\r\n", newline="")
    imported(database, folder)
    out = exported(database, tmp_path / "out")
    assert (out / "cases.csv").read_bytes() == "\r\n".join([*odd, ""]).encode()
    assert read_day(out).day == read_day(folder).day


def test_a_workbook_comes_out_as_json_that_reads_alike(
    database: Database, small: Path, tmp_path: Path
) -> None:
    folder = _copy(small, tmp_path)
    rows = [line.split(",") for line in (folder / "pinned.csv").read_text().splitlines()]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])
    book.save(folder / "pinned.xlsx")
    (folder / "pinned.csv").unlink()
    imported(database, folder)
    out = exported(database, tmp_path / "out")
    assert (out / "pinned.json").exists()
    assert read_day(out).day == read_day(folder).day


def test_a_folder_that_cannot_be_planned_leaves_nothing(
    database: Database, small: Path, tmp_path: Path
) -> None:
    folder = _copy(small, tmp_path)
    with (folder / "cases.csv").open("a") as file:
        file.write("C999,D9,too few cells\n")
    with pytest.raises(InputError):
        imported(database, folder)
    with database.read() as connection:
        assert days.heads(connection, ["kamppi"]) == ()
        assert trail.count(connection) == 0


def test_a_branch_replaces_a_day_only_if_it_says_which_version(
    database: Database, small: Path
) -> None:
    first = imported(database, small)
    with pytest.raises(ConflictError, match="version 1"):
        imported(database, small, day_id="day-2")
    second = imported(database, small, seen=1)
    assert (first.id, first.version, second.id, second.version) == ("day-1", 1, "day-1", 2)
    with pytest.raises(ConflictError, match="version 2 stands"):
        imported(database, small, seen=1)


def test_importing_a_day_twice_tells_the_ledger_once(database: Database, small: Path) -> None:
    imported(database, small)
    imported(database, small, seen=1)
    told = len((small / "contacts.csv").read_text().splitlines()) - 1
    with database.read() as connection:
        assert connection.execute(select(func.count()).select_from(contacts)).scalar_one() == told


def test_a_contact_added_to_a_day_stands_last_under_the_days_own_headers(
    database: Database, small: Path
) -> None:
    imported(database, small)
    headers = ("case_id", "at", "channel", "reached")
    row = TableRow("C001", ("C001", "2026-11-24T10:00", "visit", "no"))
    with database.write() as connection:
        ledger.tell_day(connection, Of("day-1", "kamppi"), headers, [row], at=later(1))
        table = tables.load_table(connection, "day-1", "contacts")
        of_case = ledger.of_case(connection, "kamppi", "C001")
    assert table is not None
    assert table.rows[-1].cells[:4] == row.cells
    assert set(table.rows[-1].cells[4:]) == {""}
    assert of_case[-1]["at"] == "2026-11-24T10:00"


@pytest.mark.parametrize("statement", ["UPDATE contacts SET case_id = 'x'", "DELETE FROM contacts"])
def test_the_database_itself_refuses_to_change_the_ledger(
    database: Database, small: Path, statement: str
) -> None:
    imported(database, small)
    with pytest.raises(StorageError, match="stays"), database.write() as connection:
        connection.execute(text(statement))


def test_of_two_who_edit_a_day_the_second_is_told(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        assert days.advance(connection, "day-1", seen=1, at=later(1)) == 2
    with pytest.raises(ConflictError, match="since version 1: version 2 stands"):
        _advance(database, seen=1)


def _advance(database: Database, *, seen: int) -> None:
    with database.write() as connection:
        days.advance(connection, "day-1", seen=seen, at=later(2))


def test_a_branch_has_one_day_a_date(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
    with pytest.raises(StorageError), database.write() as connection:
        a_day(connection, "day-2", branch_id="kamppi")
    with database.write() as connection:
        a_day(connection, "day-2", branch_id="kamppi", on=date(2026, 11, 25))


def test_a_day_is_never_exported_over_other_files(
    database: Database, small: Path, tmp_path: Path
) -> None:
    imported(database, small)
    out = exported(database, tmp_path / "out")
    with pytest.raises(OutputError, match="not empty"):
        exported(database, out)


def test_inputs_are_files_again_without_any_database(tmp_path: Path) -> None:
    files = files_of(inputs_of(HELSINKI))
    assert [name for name in files if files[name] != (HELSINKI / name).read_bytes()] == []


def _copy(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "day"))
