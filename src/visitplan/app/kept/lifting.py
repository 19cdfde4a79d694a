"""Whoever takes a hold away lifts it by name: it stays in the table, with who did it and when."""

from collections.abc import Sequence
from datetime import date

from visitplan.app.kept.day_rows import Edited, columns_of_table, shown
from visitplan.domain.case import Hold
from visitplan.intake.holds import lifted_word, named_holds, open_holds
from visitplan.storage.row import TableRow

COLUMN = "holds"


def with_lifts(edited: Edited, *, by: str, on: date) -> Edited:
    """Return a change in which each hold that it takes from a case stands as lifted."""
    gone = _taken_away(edited)
    if edited.table is None or edited.after is None or not gone:
        return edited
    place = columns_of_table(edited.inputs, edited.table).index(COLUMN)
    words = tuple(lifted_word(hold, by=by, on=on) for hold in gone)
    cell = "; ".join(filter(None, (shown(edited.after[COLUMN]), *words)))
    rows = tuple(_with(row, place, cell, edited.subject) for row in edited.table.rows)
    table = edited.table._replace(rows=rows)
    others = tuple(each for each in edited.inputs.tables if each.name != table.name)
    return edited._replace(
        inputs=edited.inputs._replace(tables=(*others, table)),
        table=table,
        after={**edited.after, COLUMN: cell},
    )


def _taken_away(edited: Edited) -> Sequence[Hold]:
    """Return the holds that stood until somebody lifts them, and of which no word is left."""
    before, after = edited.before or {}, edited.after or {}
    if edited.table is None or edited.table.name != "cases" or COLUMN not in before:
        return ()
    left = named_holds(after.get(COLUMN) or "")
    return [hold for hold in open_holds(before[COLUMN] or "") if hold not in left]


def _with(row: TableRow, place: int, cell: str, subject: str) -> TableRow:
    if row.subject != subject:
        return row
    return row._replace(cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
