"""On the board a hold is never just gone: who takes it away lifts it, by name, and it is told."""

from pathlib import Path

import pytest
from kept import NOON

from visitplan.app.init import init
from visitplan.app.kept.day_editing import Editing, edit_day
from visitplan.app.kept.day_holds import visited_on
from visitplan.app.kept.day_rows import RowChange, columns_of_table, written_row
from visitplan.app.kept.kept_days import Bringing, bring
from visitplan.storage import tables, trail
from visitplan.storage.database import Database

DAY = "kamppi 2026-11-24"


@pytest.fixture
def held(database: Database, tmp_path: Path) -> Database:
    init(tmp_path / "day", today=NOON.date())
    cases = tmp_path / "day" / "cases.csv"
    header, first, *others = cases.read_text().splitlines()
    cells = first.split(",")
    cells[header.split(",").index("holds")] = "dispute; hospital until 2026-12-01"
    cases.write_text("\n".join([header, ",".join(cells), *others, ""]))
    with database.write() as connection:
        bring(connection, tmp_path / "day", Bringing("kamppi", by="user-1", at=NOON))
    return database


def changed(database: Database, cell: str) -> str:
    """Let somebody type a cell of holds of the first case; return what stands there then."""
    with database.read() as connection:
        inputs = tables.load(connection, DAY)
    table = inputs.table("cases")
    assert table
    place = columns_of_table(inputs, table).index("holds")
    row = RowChange("cases", written_row(table.rows[0].cells), {place: cell})
    edit_day(database, Editing(DAY, "user-7", NOON), row.applied_to)
    with database.read() as connection:
        after = tables.load_table(connection, DAY, "cases")
    assert after
    return str(after.rows[0].cells[place])


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("", "dispute lifted 2026-11-24 by user-7"),
        ("complaint", "complaint; dispute lifted 2026-11-24 by user-7"),
        ("dispute", "dispute"),
        ("dispute lifted 2026-11-20 by M. Meyer", "dispute lifted 2026-11-20 by M. Meyer"),
    ],
)
def test_a_hold_that_is_taken_away_is_lifted_by_whoever_does_it(
    held: Database, typed: str, stands: str
) -> None:
    assert changed(held, typed) == stands


def test_one_that_is_lifted_holds_nothing_back_and_may_come_again(held: Database) -> None:
    changed(held, "")
    with held.read() as connection:
        (first, *_) = visited_on(connection, DAY)
        (entry, *_) = trail.newest(connection)
    assert first.holds == ()
    assert entry.act.after
    assert entry.act.after["holds"] == "dispute lifted 2026-11-24 by user-7"
