"""The form of a row: a field for each column, with what is wrong and what stands by now."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from starlette.responses import Response

from visitplan.app.kept.day_rows import columns_of_table, shown, spare_columns, written_row
from visitplan.domain.finding import Finding
from visitplan.storage.tables import DayTable
from visitplan.web.day_pages.finding import KeptDay
from visitplan.web.exchange import Exchange

OVERTAKEN, REFUSED = 409, 422
NOTHING: Mapping[str, Sequence[Finding]] = MappingProxyType({})
LONG = 60
"""A text from so many signs on gets a field of several lines."""


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


def values_of(cells: Mapping[int, str] | None, before: Sequence[object], own: int) -> list[str]:
    """Return the texts of a form: what it brought, or else what stands."""
    old = [shown(cell) for cell in before] or [""] * own
    sent = cells or {}
    extra = [sent[number] for number in sorted(sent) if number >= own]
    return [*(sent.get(number, value) for number, value in enumerate(old)), *extra]


def row_form(here: Exchange, day: KeptDay, table: DayTable, form: RowForm) -> Response:
    """Return the page of a form."""
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
