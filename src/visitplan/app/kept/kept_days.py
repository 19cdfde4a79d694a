"""Day folders into the database and out of it again, without loss."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.opening import read_day
from visitplan.domain.day import Day
from visitplan.errors import ConflictError, OutputError, StorageError
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable, read_verbatim, written
from visitplan.storage import branches, days, tables, trail
from visitplan.storage.branches import Branch, BranchAgent
from visitplan.storage.database import Connection
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
    return _keep(connection, folder, read_day(folder).day, importing)


def _keep(connection: Connection, folder: Path, day: Day, importing: Importing) -> DayHead:
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


class Bringing(NamedTuple):
    """Who brings a day for a branch, when; with ``replace`` instead of the one that it has."""

    branch_id: str
    by: str
    at: datetime
    replace: bool = False


def bring(connection: Connection, folder: Path, bringing: Bringing) -> DayHead:
    """Keep a day folder for a branch, which is new if nobody knows it yet.

    Raises what ``import_day`` raises.
    """
    day = read_day(folder).day
    if branches.find(connection, bringing.branch_id) is None:
        zone = day.time_zone.key
        branches.add(connection, Branch(bringing.branch_id, bringing.branch_id, zone))
    standing = days.find(connection, bringing.branch_id, day.date)
    importing = Importing(
        bringing.branch_id,
        day_id=f"{bringing.branch_id} {day.date}",
        by=bringing.by,
        at=bringing.at,
        seen=standing.version if standing and bringing.replace else None,
    )
    return _keep(connection, folder, day, importing)


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
        tuple(map(day_table, by_row)),
    )


def day_table(table: VerbatimTable) -> DayTable:
    """Return a table as the database keeps it."""
    rows = tuple(TableRow(*row) for row in table.rows)
    return DayTable(table.name, table.file, table.headers, table.form._asdict(), rows)


def files_of(inputs: DayInputs) -> Mapping[str, bytes]:
    """Return the files of a day folder that holds these inputs, by name."""
    return {**inputs.files, **{table.file: table_file(table) for table in inputs.tables}}


def table_file(table: DayTable) -> bytes:
    """Return the file of one table."""
    return written(verbatim_of(table))


def verbatim_of(table: DayTable) -> VerbatimTable:
    """Return a table that the database keeps as it stands in its file."""
    rows = tuple(VerbatimRow(*row) for row in table.rows)
    return VerbatimTable(table.name, table.file, table.headers, Form(**table.form), rows)


def take_out(connection: Connection, branch_id: str, on: date, folder: Path) -> tuple[Path, ...]:
    """Write a branch's day as a day folder; return its files.

    Raises StorageError where there is no such day, and what ``export_day`` raises.
    """
    head = days.find(connection, branch_id, on)
    if head is None:
        raise StorageError(f"the database holds no day {on} of such a branch")
    return export_day(connection, head.id, folder)


def export_day(connection: Connection, day_id: str, folder: Path) -> tuple[Path, ...]:
    """Write a day as a day folder, which holds no file of its own yet; return its files.

    Raises OutputError where the folder holds any, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise OutputError(f"{folder}: is not empty; nothing was written")
    files = files_of(tables.load(connection, day_id))
    output.write_files(folder, files)
    return tuple(folder / name for name in sorted(files))
