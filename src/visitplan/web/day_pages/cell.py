"""One cell of a table, changed where it stands; the answer is the row as it is then."""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import BaseModel, Field
from starlette.responses import JSONResponse, Response

from visitplan.app.kept.day_editing import Editing, Kept, edit_day
from visitplan.app.kept.day_rows import RowChange, columns_of_table, shown, written_row
from visitplan.domain.finding import Finding
from visitplan.errors import ConflictError, InputError
from visitplan.intake.grid import LONGEST_CELL, MOST_COLUMNS
from visitplan.storage.row import TableRow
from visitplan.storage.tables import DayTable
from visitplan.web.day_pages.finding import kept_day, table_of_path
from visitplan.web.day_pages.row_form import OVERTAKEN, REFUSED
from visitplan.web.day_pages.table import findings_by_cell
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.refusals import NoSuchThingError

doors = Doors(prefix="/days/{day_id}/tables/{table}")
Cell = Annotated[str, Field(max_length=LONGEST_CELL)]


class SentCell(BaseModel):
    """A new text for a cell: ``was`` is the row's digest, ``seen`` its texts as they were seen."""

    was: Annotated[str, Field(min_length=32, max_length=32)]
    column: Annotated[int, Field(ge=0, lt=MOST_COLUMNS)]
    text: Cell
    seen: Annotated[list[Cell], Field(max_length=MOST_COLUMNS)]

    @property
    def before(self) -> str | None:
        """The text that the cell had, None for a column that nobody saw."""
        return self.seen[self.column] if self.column < len(self.seen) else None


@doors.post("/cell")
@may("edit days", of=table_of_path)
def keep_cell(here: Here, day_id: str, table: str, sent: SentCell) -> Response:
    """Keep a cell; tell what is wrong with it, or what somebody else made of it meanwhile.

    Who changed another cell of the same row is in nobody's way: both changes are kept.
    """
    if sent.before is None:
        raise NoSuchThingError
    try:
        return _kept(here, day_id, table, sent, sent.was)
    except ConflictError:
        rival = _rival(here, day_id, table, sent)
    if rival is None:
        return JSONResponse({"gone": True}, status_code=OVERTAKEN)
    was, texts = written_row(rival.cells), [shown(cell) for cell in rival.cells]
    if texts[sent.column] not in {sent.before, sent.text}:
        return JSONResponse({"was": was, "cells": texts}, status_code=OVERTAKEN)
    return _kept(here, day_id, table, sent, was)


def _kept(here: Exchange, day_id: str, table: str, sent: SentCell, was: str) -> Response:
    change = RowChange(table, was, {sent.column: sent.text})
    number = _number(_standing(here, day_id, table), was)
    try:
        kept = edit_day(
            here.house.database, Editing(day_id, here.who.id, here.now), change.applied_to
        )
    except InputError as error:
        return JSONResponse(_told(here, day_id, table, number, error.findings), REFUSED)
    return JSONResponse(_row(here, day_id, table, number, kept) | {"merged": was != sent.was})


def _row(here: Exchange, day_id: str, table: str, number: int, kept: Kept) -> dict[str, Any]:
    cells = _standing(here, day_id, table).rows[number].cells
    told = _told(here, day_id, table, number, kept.findings)
    return {"was": written_row(cells), "cells": [shown(cell) for cell in cells], "at": told["at"]}


def _told(
    here: Exchange, day_id: str, table: str, number: int, findings: Sequence[Finding]
) -> dict[str, Any]:
    """Return findings by the number of their cell in a row, and those of other places."""
    day = kept_day(here, day_id)
    standing = _required(day.inputs.table(table))
    columns = columns_of_table(day.inputs, standing)
    by_cell = findings_by_cell(standing, findings)
    at = {at: by_cell[number, name] for at, name in enumerate(columns) if (number, name) in by_cell}
    mine = {each for told in at.values() for each in told}
    return {
        "at": {column: [_sentence(here, each) for each in told] for column, told in at.items()},
        "others": [_spotted(here, each) for each in findings if each not in mine],
    }


def _sentence(here: Exchange, finding: Finding) -> dict[str, str]:
    text = f"{here.retell(finding.problem)} → {here.retell(finding.remedy)}"
    return {"severity": finding.severity, "text": text}


def _spotted(here: Exchange, finding: Finding) -> str:
    spot = " · ".join(str(part) for part in (finding.file, finding.row, finding.column) if part)
    return f"{spot}: {_sentence(here, finding)['text']}"


def _rival(here: Exchange, day_id: str, table: str, sent: SentCell) -> TableRow | None:
    """Return the row that the one seen has become: of the same subject, and most alike."""
    day = kept_day(here, day_id)
    standing = _required(day.inputs.table(table))
    columns = columns_of_table(day.inputs, standing)
    subject = next((n for n, name in enumerate(columns) if name in {"case_id", "agent_id"}), 0)
    same = [row for row in standing.rows if shown(row.cells[subject]) == sent.seen[subject]]
    return max(same, key=lambda row: _alike(row, sent.seen), default=None)


def _alike(row: TableRow, seen: Sequence[str]) -> int:
    return sum(shown(cell) == text for cell, text in zip(row.cells, seen, strict=False))


def _standing(here: Exchange, day_id: str, table: str) -> DayTable:
    return _required(kept_day(here, day_id).inputs.table(table))


def _number(table: DayTable, was: str) -> int:
    digests = [written_row(row.cells) for row in table.rows]
    if was not in digests:
        raise ConflictError("the row was changed by somebody else in the meantime")
    return digests.index(was)


def _required(table: DayTable | None) -> DayTable:
    if table is None:
        raise NoSuchThingError
    return table
