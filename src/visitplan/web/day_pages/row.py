"""One row of a table: changed, added, taken out; findings stand at its fields."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, NamedTuple

from fastapi import Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.app.day_editing import Editing, edit_day
from visitplan.app.day_rows import (
    RowChange,
    columns_of_table,
    new_table,
    shown,
    spare_columns,
    written_row,
)
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.intake.grid import LONGEST_CELL, MOST_COLUMNS
from visitplan.storage.tables import LEDGER, DayTable
from visitplan.web.day_pages.finding import KeptDay, kept_day, table_of_path
from visitplan.web.day_pages.table import findings_by_cell
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import MisreadBodyError, NoSuchThingError

doors = Doors(prefix="/days/{day_id}/tables/{table}")
OVERTAKEN, REFUSED = 409, 422
NOTHING: Mapping[str, Sequence[Finding]] = MappingProxyType({})
LONG = 60
"""A text from so many signs on gets a field of several lines."""


Cell = Annotated[str, Field(max_length=LONGEST_CELL)]


class Sent(BaseModel):
    """A row as a form brings it: ``was`` is how it stood, empty for a new one; cells in order.

    ``before`` are the cells as the form was opened with them.
    """

    was: str = Field(default="", max_length=32)
    cell: list[Cell] = Field(default=[], max_length=MOST_COLUMNS)
    before: list[Cell] = Field(default=[], max_length=MOST_COLUMNS)


class CellField(NamedTuple):
    """A cell as a field of a form.

    ``standing`` is what stands by now where it is not what it was when the form was opened. A
    ``spare`` column is one that the table does not have yet; ``before`` is what the row holds.
    """

    header: str
    column: str | None
    value: str
    findings: Sequence[Finding] = ()
    standing: str | None = None
    spare: bool = False
    before: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it needs several lines."""
        return len(self.value) > LONG or "\n" in self.value


class RowForm(NamedTuple):
    """A form for a row: its texts, what is wrong at which field, and what else is wrong."""

    was: str
    values: Sequence[str]
    at_fields: Mapping[str, Sequence[Finding]] = NOTHING
    others: Sequence[Finding] = ()
    standing: Sequence[str] | None = None
    status: int = 200


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
    return _form(here, day, standing, RowForm(was, [shown(cell) for cell in cells]))


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
    values = _values(change.cells, before, len(table.headers))
    form = RowForm(change.was or "", values, at_fields, others, status=REFUSED)
    return _form(here, day, table, form)


def _overtaken(here: Exchange, day_id: str, change: RowChange, before: Sequence[str]) -> Response:
    """Show the row as it stands by now, with what was to be changed; to save again is a decision.

    A field that only one of the two changed has the change; one that both did has what was sent,
    and what stands below it.
    """
    day = kept_day(here, day_id)
    table = day.inputs.table(change.table)
    if table is None or change.cells is None:
        return here.redirect(f"/days/{day_id}/tables/{change.table}?said=overtaken")
    values = _values(change.cells, (), len(table.headers))
    columns = columns_of_table(day.inputs, table)
    rival = next((r for r in table.rows if _same_subject(r.cells, values, columns)), None)
    if rival is None:
        return _form(here, day, table, RowForm("", values, status=OVERTAKEN))
    stands = [shown(cell) for cell in rival.cells]
    for number, (was, now) in enumerate(zip(before, stands, strict=False)):
        if values[number] == was:
            values[number] = now
        elif now == was:
            stands[number] = values[number]
    form = RowForm(written_row(rival.cells), values, standing=stands, status=OVERTAKEN)
    return _form(here, day, table, form)


def _same_subject(
    cells: Sequence[object], values: Sequence[str], columns: Sequence[str | None]
) -> bool:
    place = next((n for n, name in enumerate(columns) if name in {"case_id", "agent_id"}), 0)
    return shown(cells[place]) == values[place]


def _number(table: DayTable, was: str | None) -> int:
    digests = [written_row(row.cells) for row in table.rows]
    return digests.index(was) if was in digests else len(digests)


def _values(cells: Mapping[int, str] | None, before: Sequence[object], own: int) -> list[str]:
    """Return the texts of a form: what it brought, or else what stands."""
    old = [shown(cell) for cell in before] or [""] * own
    sent = cells or {}
    extra = [sent[number] for number in sorted(sent) if number >= own]
    return [*(sent.get(number, value) for number, value in enumerate(old)), *extra]


def _form(here: Exchange, day: KeptDay, table: DayTable, form: RowForm) -> Response:
    return here.page(
        "day_row.html.j2",
        status=form.status,
        day=day,
        table=table.name,
        fields=list(_fields(day, table, form)),
        was=form.was,
        others=form.others,
        overtaken=form.status == OVERTAKEN,
    )


def _fields(day: KeptDay, table: DayTable, form: RowForm) -> Iterator[CellField]:
    """Yield a field for each column of a table, then for each that it could have."""
    own, spare = len(table.headers), spare_columns(day.inputs, table)
    columns = (*columns_of_table(day.inputs, table), *spare)
    values = [*form.values, *[""] * (len(columns) - len(form.values))]
    row = next((row for row in table.rows if written_row(row.cells) == form.was), None)
    before = [shown(cell) for cell in row.cells] if row else []
    for number, header in enumerate((*table.headers, *spare)):
        stands = form.standing[number] if form.standing and number < own else values[number]
        yield CellField(
            header,
            columns[number],
            values[number],
            form.at_fields.get(columns[number] or "", ()),
            stands if stands != values[number] else None,
            spare=number >= own,
            before=before[number] if number < len(before) else "",
        )
