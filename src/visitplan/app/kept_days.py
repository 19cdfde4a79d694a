"""Day folders into the database and out of it again, without loss."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from visitplan import output
from visitplan.app.opening import read_day
from visitplan.domain.day import Day
from visitplan.errors import ConflictError, OutputError
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable, read_verbatim, written
from visitplan.storage import branches, days, tables, trail
from visitplan.storage.branches import BranchAgent
from visitplan.storage.days import DayHead
from visitplan.storage.row import Of, TableRow
from visitplan.storage.schema.days import ROWS
from visitplan.storage.tables import LEDGER, DayInputs, DayTable
from visitplan.storage.trail import Act

_KEPT_AS_ROWS = {*ROWS, LEDGER}


class Importing(NamedTuple):
    """Who brings a day, for which branch, when.

    ``day_id`` is the new day's, where the branch has none on that date; ``seen`` is the version
    of the one that it has and that is to be replaced.
    """

    branch_id: str
    day_id: str
    by: str
    at: datetime
    seen: int | None = None


def import_day(connection: Connection, folder: Path, importing: Importing) -> DayHead:
    """Keep a day folder as the branch's day of its date, which it replaces if there is one.

    Raises InputError, with every finding, where the folder cannot be planned; ConflictError where
    the branch has that day and ``seen`` is not the version that stands.
    """
    day = read_day(folder).day
    head = _begun(connection, day, importing)
    of = Of(head.id, head.branch_id)
    tables.replace(connection, of, inputs_of(folder), at=importing.at)
    for agent in day.agents:
        named = BranchAgent(agent.id, agent.name)
        branches.know_agent(connection, head.branch_id, named, importing.at)
    before = {"version": importing.seen} if importing.seen else None
    after = {"version": head.version, "cases": len(day.cases)}
    act = Act(importing.at, importing.by, "import", "day", head.id, before=before, after=after)
    trail.append(connection, act._replace(branch_id=head.branch_id))
    return head


def _begun(connection: Connection, day: Day, importing: Importing) -> DayHead:
    standing = days.find(connection, importing.branch_id, day.date)
    if standing is None:
        days.begin(
            connection,
            day_id=importing.day_id,
            branch_id=importing.branch_id,
            on=day.date,
            at=importing.at,
        )
    elif importing.seen is None:
        raise ConflictError(
            f"the branch has a day of {day.date} already, version {standing.version}: "
            "say that you replace it"
        )
    else:
        days.advance(connection, standing.id, seen=importing.seen, at=importing.at)
    found = days.find(connection, importing.branch_id, day.date)
    if found is None:
        raise ConflictError(f"the day of {day.date} is gone")
    return found


def inputs_of(folder: Path) -> DayInputs:
    """Return what a day folder holds, word for word: tables by row, files beside them by byte.

    Raises InputError where a table as a whole cannot be taken.
    """
    verbatim = read_verbatim(folder)
    by_row = [table for table in verbatim if table.name in _KEPT_AS_ROWS]
    by_byte = [table.file for table in verbatim if table.name not in _KEPT_AS_ROWS]
    files = {path.name for path in folder.glob("*.toml")} | {SETTINGS, *by_byte}
    return DayInputs(
        {name: (folder / name).read_bytes() for name in sorted(files)},
        tuple(map(_kept, by_row)),
    )


def _kept(table: VerbatimTable) -> DayTable:
    rows = tuple(TableRow(*row) for row in table.rows)
    return DayTable(table.name, table.file, table.headers, table.form._asdict(), rows)


def files_of(inputs: DayInputs) -> Mapping[str, bytes]:
    """Return the files of a day folder that holds these inputs, by name."""
    return {**inputs.files, **{table.file: table_file(table) for table in inputs.tables}}


def table_file(table: DayTable) -> bytes:
    """Return the file of one table."""
    rows = tuple(VerbatimRow(*row) for row in table.rows)
    form = Form(**table.form)
    return written(VerbatimTable(table.name, table.file, table.headers, form, rows))


def export_day(connection: Connection, day_id: str, folder: Path) -> None:
    """Write a day as a day folder, which holds no file of its own yet.

    Raises OutputError where the folder holds any, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(f"{folder}: is not empty; nothing was written")
    output.write_files(folder, files_of(tables.load(connection, day_id)))
