"""One row of a table: changed, added, taken out; findings stand at its fields."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.app.kept.day_editing import Editing, edit_day
from visitplan.app.kept.day_rows import RowChange, columns_of_table, new_table, shown, written_row
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.intake.grid import LONGEST_CELL, MOST_COLUMNS
from visitplan.storage.tables import LEDGER, DayTable
from visitplan.web.day_pages.finding import kept_day, table_of_path
from visitplan.web.day_pages.row_form import (
    OVERTAKEN,
    REFUSED,
    RowForm,
    row_form,
    values_of,
)
from visitplan.web.day_pages.table import findings_by_cell
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import MisreadBodyError, NoSuchThingError

doors = Doors(prefix="/days/{day_id}/tables/{table}")
Cell = Annotated[str, Field(max_length=LONGEST_CELL)]


class Sent(BaseModel):
    """A row as a form brings it: ``was`` is how it stood, empty for a new one; cells in order.

    ``before`` are the cells as the form was opened with them.
    """

    was: str = Field(default="", max_length=32)
    cell: list[Cell] = Field(default=[], max_length=MOST_COLUMNS)
    before: list[Cell] = Field(default=[], max_length=MOST_COLUMNS)


@doors.get("/row")
@may("edit days", of=table_of_path)
def show_row(
    here: Here, day_id: str, table: str, was: Annotated[str, Query(max_length=32)] = ""
) -> Response:
    """Show a form for a row, for a new one where none is named."""
    day = kept_day(here, day_id)
    standing = day.inputs.table(table) or new_table(table)
    cells: Sequence[object] = ("",) * len(standing.headers)
    if was:
        cells = next((r.cells for r in standing.rows if written_row(r.cells) == was), ())
        if not cells or table == LEDGER:
            raise NoSuchThingError
    return row_form(here, day, standing, RowForm(was, [shown(cell) for cell in cells]))


@doors.post("/row")
@may("edit days", of=table_of_path)
def keep_row(here: Here, day_id: str, table: str, sent: Annotated[Sent, Form()]) -> Response:
    """Keep a row as the form brings it."""
    change = RowChange(table, sent.was or None, dict(enumerate(sent.cell)))
    return _change(here, day_id, change, sent.before)


@doors.post("/row/removal")
@may("edit days", of=table_of_path)
def remove_row(here: Here, day_id: str, table: str, sent: Annotated[Sent, Form()]) -> Response:
    """Take a row out."""
    if not sent.was:
        raise MisreadBodyError("was", "says which row is taken out")
    return _change(here, day_id, RowChange(table, sent.was, None))


def _change(here: Exchange, day_id: str, change: RowChange, before: Sequence[str] = ()) -> Response:
    editing = Editing(day_id, here.who.id, here.now)
    try:
        edit_day(here.house.database, editing, change.applied_to)
    except InputError as error:
        return _refused(here, day_id, change, error.findings)
    except ConflictError:
        return _overtaken(here, day_id, change, before)
    return here.redirect(f"/days/{day_id}/tables/{change.table}?said=saved")


def _refused(
    here: Exchange, day_id: str, change: RowChange, findings: Sequence[Finding]
) -> Response:
    """Show what is wrong, each finding at its field, the others above; nothing was kept."""
    day = kept_day(here, day_id)
    table = day.inputs.table(change.table) or new_table(change.table)
    number = _number(table, change.was)
    mine = {} if change.cells is None else findings_by_cell(table, findings)
    at_fields = {column: told for (row, column), told in mine.items() if row == number and column}
    others = [each for each in findings if each not in {f for t in at_fields.values() for f in t}]
    before = table.rows[number].cells if number < len(table.rows) else ()
    values = values_of(change.cells, before, len(table.headers))
    form = RowForm(change.was or "", values, at_fields, others, status=REFUSED)
    return row_form(here, day, table, form)


def _overtaken(here: Exchange, day_id: str, change: RowChange, before: Sequence[str]) -> Response:
    """Show the row as it stands by now, with what was to be changed; to save again is a decision.

    A field that only one of the two changed has the change; one that both did has what was sent,
    and what stands below it.
    """
    day = kept_day(here, day_id)
    table = day.inputs.table(change.table)
    if table is None or change.cells is None:
        return here.redirect(f"/days/{day_id}/tables/{change.table}?said=overtaken")
    values = values_of(change.cells, (), len(table.headers))
    columns = columns_of_table(day.inputs, table)
    rival = next((r for r in table.rows if _same_subject(r.cells, values, columns)), None)
    if rival is None:
        return row_form(here, day, table, RowForm("", values, status=OVERTAKEN))
    stands = [shown(cell) for cell in rival.cells]
    for number, (was, now) in enumerate(zip(before, stands, strict=False)):
        if values[number] == was:
            values[number] = now
        elif now == was:
            stands[number] = values[number]
    form = RowForm(written_row(rival.cells), values, standing=stands, status=OVERTAKEN)
    return row_form(here, day, table, form)


def _same_subject(
    cells: Sequence[object], values: Sequence[str], columns: Sequence[str | None]
) -> bool:
    place = next((n for n, name in enumerate(columns) if name in {"case_id", "agent_id"}), 0)
    return shown(cells[place]) == values[place]


def _number(table: DayTable, was: str | None) -> int:
    digests = [written_row(row.cells) for row in table.rows]
    return digests.index(was) if was in digests else len(digests)
