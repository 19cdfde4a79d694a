"""Tables that the database keeps byte for byte, as that of places: rows of some cases in them."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from visitplan.app.kept.day_at_hand import folder_of
from visitplan.app.kept.day_forms import form_of
from visitplan.app.kept.kept_days import files_of, verbatim_of
from visitplan.app.told_tables import Mapped, columns_of
from visitplan.intake.verbatim import VerbatimRow, VerbatimTable, read_verbatim, written
from visitplan.storage import days, tables
from visitplan.storage.database import Connection
from visitplan.storage.erasing import ByteFile
from visitplan.storage.tables import DayInputs


class Beside(NamedTuple):
    """A table of a day that is kept as a file, and which of its rows are of some cases.

    ``was`` is the name of the file that it stands in.
    """

    day_id: str
    was: str
    table: VerbatimTable
    rows: tuple[VerbatimRow, ...]


def tables_beside(
    connection: Connection, branch_id: str, case_ids: Collection[str]
) -> Iterator[Beside]:
    """Yield the tables kept as files that have rows of some cases of a branch.

    Theirs are also those of an address that no other case has that day.
    """
    for head in days.heads(connection, [branch_id]):
        inputs = tables.load(connection, head.id)
        if all(name.endswith(".toml") for name in inputs.files):
            continue
        addresses = _addresses(inputs, form_of(connection, head.id).mapped("cases"), case_ids)
        for was, table in _kept_as_files(inputs):
            rows = tuple(row for row in table.rows if _is_of(row, case_ids, addresses))
            if rows:
                yield Beside(head.id, was, table, rows)


def without_rows(beside: Beside) -> ByteFile:
    """Return the file of such a table as it is to be."""
    others = tuple(row for row in beside.table.rows if row not in beside.rows)
    left = beside.table._replace(rows=others)
    return ByteFile(beside.day_id, beside.was, left.file, written(left))


def _kept_as_files(inputs: DayInputs) -> Iterator[tuple[str, VerbatimTable]]:
    by_row = {table.file for table in inputs.tables}
    with folder_of(files_of(inputs)) as folder:
        read = [table for table in read_verbatim(folder) if table.file not in by_row]
    for table in read:
        stem = table.file.rpartition(".")[0]
        was = next(name for name in inputs.files if name.rpartition(".")[0] == stem)
        yield was, table


def _addresses(inputs: DayInputs, mapped: Mapped, case_ids: Collection[str]) -> frozenset[str]:
    """Return the addresses of some cases that no other case of the day has."""
    stored = inputs.table("cases")
    if stored is None:
        return frozenset()
    table = verbatim_of(stored)
    columns = columns_of(table, mapped)
    place = columns.index("address") if "address" in columns else None
    mine: set[Any] = set()
    others: set[Any] = set()
    for row in table.rows if place is not None else ():
        (mine if row.subject in case_ids else others).add(row.cells[place or 0])
    return frozenset(str(each) for each in mine - others if each)


def _is_of(row: VerbatimRow, case_ids: Collection[str], addresses: Collection[str]) -> bool:
    if row.subject is not None:
        return row.subject in case_ids
    return any(str(cell) in addresses for cell in row.cells if cell)
