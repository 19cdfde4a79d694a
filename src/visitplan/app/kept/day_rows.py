"""One row of a day's table: found as somebody saw it, changed, added, taken out."""

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import columns_of
from visitplan.errors import ConflictError
from visitplan.intake.columns import TABLES
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.intake.verbatim import Form, VerbatimTable
from visitplan.storage.row import TableRow
from visitplan.storage.tables import LEDGER, DayInputs, DayTable

SUBJECTS = {"agents": "agent_id"}
"""The column that a table is about; of all others, the case."""


class Edited(NamedTuple):
    """A day's inputs with one thing changed, and what the trail tells of it.

    ``table`` is the one whose row changed, None where it was the file ``subject``. ``before`` and
    ``after`` hold the changed cells by column.
    """

    inputs: DayInputs
    table: DayTable | None
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class RowChange(NamedTuple):
    """What becomes of one row of a table.

    ``was`` is the digest of the row as it was seen, None for a row to be added. ``cells`` are the
    texts by the number of their column, those of ``spare_columns`` counted on behind the table's
    own; None takes the row out.
    """

    table: str
    was: str | None
    cells: Mapping[int, str] | None

    def applied_to(self, inputs: DayInputs) -> Edited:
        """Return the inputs with the row changed.

        Raises ConflictError where no row stands as it was seen, or what happened is to be
        changed: the ledger is only ever added to.
        """
        if self.table == LEDGER and self.was is not None:
            raise ConflictError("what happened is only ever added to")
        standing = inputs.table(self.table) or new_table(self.table)
        number = len(standing.rows) if self.was is None else _number(standing.rows, self.was)
        table, cells = _widened(inputs, standing, self.cells)
        columns = columns_of_table(inputs, table)
        rows = list(table.rows)
        before = None if self.was is None else rows[number]
        after = None if cells is None else _row(table, columns, before, cells)
        rows[number : number + 1] = [after] if after else []
        return _edited(inputs, table._replace(rows=tuple(rows)), columns, before, after)


def columns_of_table(inputs: DayInputs, table: DayTable) -> Sequence[str | None]:
    """Return our name of each column of a table, None for those that are not ours."""
    settings = inputs.files.get(SETTINGS, b"").decode("utf-8-sig")
    mapped: Mapping[str, Any] = tomllib.loads(settings).get("headers", {})
    return columns_of(verbatim_of(table), mapped.get(table.name, {}))


def spare_columns(inputs: DayInputs, table: DayTable) -> tuple[str, ...]:
    """Return our columns that a table does not have, in our order; none for the ledger."""
    there = columns_of_table(inputs, table)
    ours = () if table.name == LEDGER else TABLES[table.name]
    return tuple(column for column in ours if column not in there)


def _widened(
    inputs: DayInputs, table: DayTable, cells: Mapping[int, str] | None
) -> tuple[DayTable, Mapping[int, str] | None]:
    """Return a table with those spare columns that are filled, and the cells numbered by it."""
    own = len(table.headers)
    filled = {
        column: text
        for number, column in enumerate(spare_columns(inputs, table), start=own)
        if (text := (cells or {}).get(number, "")).strip()
    }
    if cells is None or not filled:
        return table, cells
    blanks = ("",) * len(filled)
    rows = tuple(row._replace(cells=row.cells + blanks) for row in table.rows)
    known = {number: text for number, text in cells.items() if number < own}
    wider = table._replace(headers=table.headers + tuple(filled), rows=rows)
    return wider, known | dict(enumerate(filled.values(), start=own))


def new_table(name: str) -> DayTable:
    """Return a table that a day does not have yet: our columns, no row."""
    form = Form("utf-8", ",")
    return day_table(VerbatimTable(name, f"{name}.csv", tuple(TABLES[name]), form, ()))


def written_row(cells: Sequence[object]) -> str:
    """Return the digest by which a row, or a file, is known as somebody saw it."""
    text = json.dumps(list(cells), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _number(rows: Sequence[TableRow], was: str) -> int:
    for number, row in enumerate(rows):
        if written_row(row.cells) == was:
            return number
    raise ConflictError("the row was changed by somebody else in the meantime")


def _row(
    table: DayTable,
    columns: Sequence[str | None],
    before: TableRow | None,
    cells: Mapping[int, str],
) -> TableRow:
    """Return a row with new cells; one whose text did not change stays what it was."""
    old = before.cells if before else ("",) * len(table.headers)
    new = tuple(
        cell if cells.get(number, shown(cell)) == shown(cell) else cells[number]
        for number, cell in enumerate(old)
    )
    subject = SUBJECTS.get(table.name, "case_id")
    return TableRow(_id(new[columns.index(subject)]) if subject in columns else None, new)


def _id(cell: object) -> str | None:
    try:
        return identifier(cell) if shown(cell).strip() else None
    except MisreadError:
        return None


def shown(cell: object) -> str:
    """Return a cell as a text field shows it."""
    if isinstance(cell, list):
        return "; ".join(map(str, cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return "" if cell is None else str(cell)


def _edited(
    inputs: DayInputs,
    table: DayTable,
    columns: Sequence[str | None],
    before: TableRow | None,
    after: TableRow | None,
) -> Edited:
    others = tuple(each for each in inputs.tables if each.name != table.name)
    told = [_told(row, columns) if row else None for row in (before, after)]
    if told[0] is not None and told[1] is not None:
        was, now = told[0], told[1]
        changed = {name for name in was if was[name] != now[name]}
        told = [{name: cells[name] for name in sorted(changed)} for cells in (was, now)]
    row = after or before
    subject = (row.subject if row else None) or "?"
    return Edited(inputs._replace(tables=(*others, table)), table, subject, *told)


def _told(row: TableRow, columns: Sequence[str | None]) -> dict[str, Any]:
    """Return the cells of a row by column; of a column that is not ours nobody knows enough."""
    return {column: cell for column, cell in zip(columns, row.cells, strict=True) if column}
