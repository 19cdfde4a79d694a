"""A table of a day as it stands, with what is worth a look at its cell."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from starlette.responses import Response

from visitplan.app.kept.day_at_hand import findings_of
from visitplan.app.kept.day_rows import columns_of_table, new_table, shown, written_row
from visitplan.domain.finding import Finding
from visitplan.storage.tables import LEDGER, DayInputs, DayTable
from visitplan.web.day_pages.day import counts_of
from visitplan.web.day_pages.finding import kept_day, table_of_path
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.permission import can

doors = Doors(prefix="/days/{day_id}/tables")

ByCell = Mapping[tuple[int | None, str | None], Sequence[Finding]]
"""Findings by the number of the row, from 0, and our name of the column; None is all of it."""


class ShownRow(NamedTuple):
    """A row of a table: what it is known by, its cells, and what is to be said of each."""

    number: int
    was: str
    cells: tuple[tuple[str, Sequence[Finding]], ...]
    findings: Sequence[Finding]


class ShownTable(NamedTuple):
    """A table: its headers as told, our names of them, its rows."""

    name: str
    headers: tuple[str, ...]
    columns: Sequence[str | None]
    rows: tuple[ShownRow, ...]
    findings: Sequence[Finding]


@doors.get("/{table}")
@may("see days", of=table_of_path)
def show_table(here: Here, day_id: str, table: str, said: str = "") -> Response:
    """Show a table of a day."""
    day = kept_day(here, day_id)
    return here.page(
        "day_table.html.j2",
        day=day,
        table=shown_table(day.inputs, table, findings_of(day.inputs)),
        counts=counts_of(day.inputs),
        may_edit=can(here.who, "edit days"),
        only_added=table == LEDGER,
        said=said[:20],
    )


def shown_table(inputs: DayInputs, name: str, findings: Iterable[Finding]) -> ShownTable:
    """Return a table with the findings that concern it, each at its cell."""
    table = inputs.table(name) or new_table(name)
    columns, by_cell = columns_of_table(inputs, table), findings_by_cell(table, findings)
    rows = tuple(
        ShownRow(
            number,
            written_row(row.cells),
            tuple(
                (shown(cell), by_cell.get((number, column), ()) if column else ())
                for column, cell in zip(columns, row.cells, strict=True)
            ),
            by_cell.get((number, None), ()),
        )
        for number, row in enumerate(table.rows)
    )
    whole = [each for (row, _), told in by_cell.items() if row is None for each in told]
    return ShownTable(name, table.headers, columns, rows, whole)


def findings_by_cell(table: DayTable, findings: Iterable[Finding]) -> ByCell:
    """Return the findings of one table by row and column.

    A finding counts rows as an editor of its file does, where the header of a CSV is row 1.
    """
    first = 1 if table.form.get("delimiter") is None else 2
    by_cell: dict[tuple[int | None, str | None], list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.file == table.file:
            row = None if finding.row is None else finding.row - first
            by_cell[row, finding.column].append(finding)
    return by_cell
