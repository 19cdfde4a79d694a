"""Tables word for word: read to be kept, and written again, blank rows alone left out.

A CSV file that is written as most programs write it comes back byte for byte; any other as the
same headers and cells. A workbook becomes JSON, whose cells read alike.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import NamedTuple

from visitplan.intake.columns import TABLES
from visitplan.intake.csv_tables import delimiter_of
from visitplan.intake.fields import is_blank
from visitplan.intake.files import find_table
from visitplan.intake.headers import our_columns
from visitplan.intake.identifiers import identifier
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot
from visitplan.intake.settings import read_settings
from visitplan.intake.tables import TableReader

_ENCODINGS = ("utf-8", "utf-8-sig", "gb18030")
_SUBJECTS = {"agents": "agent_id"}
"""The column that a table is about; of all others, the case."""


class Form(NamedTuple):
    """How a file is written: its encoding, the delimiter and line ends of CSV; None is JSON."""

    encoding: str
    delimiter: str | None = None
    line_end: str = "\n"


class VerbatimRow(NamedTuple):
    """A row as it stands; ``subject`` is the id that it is about, None where there is none."""

    subject: str | None
    cells: tuple[object, ...]


class VerbatimTable(NamedTuple):
    """A table as it stands in its file."""

    name: str
    file: str
    headers: tuple[str, ...]
    form: Form
    rows: tuple[VerbatimRow, ...]


def read_verbatim(folder: Path) -> tuple[VerbatimTable, ...]:
    """Return the tables of a day folder as they stand.

    What single cells mean is nobody's matter here. Raises InputError, with every finding, where a
    file as a whole cannot be taken: then nothing of the folder is.
    """
    report, silent = Report(), Report()
    mappings = read_settings(folder, overrides={}, report=silent, inputs={}).headers
    reader = TableReader(report, {}, mappings)
    tables = tuple(_tables(folder, reader))
    report.raise_if_refused()
    return tables


def _tables(folder: Path, reader: TableReader) -> Iterator[VerbatimTable]:
    for name in TABLES:
        path = find_table(folder, name, report=reader.report, required=False)
        grid = reader.grid(path, name) if path else None
        if path is None or grid is None:
            continue
        rows = [tuple(map(_plain, row.cells)) for row in grid.rows if not _is_blank(row.cells)]
        headers = tuple(grid.headers)
        subject = _subject_column(headers, name, reader)
        yield VerbatimTable(
            name,
            path.name if path.suffix.casefold() != ".xlsx" else f"{name}.json",
            headers,
            _form(path, headers, rows),
            tuple(VerbatimRow(_subject(cells, subject), cells) for cells in rows),
        )


def _is_blank(cells: Sequence[object]) -> bool:
    return all(map(is_blank, cells))


def _subject_column(headers: Sequence[str], table: str, reader: TableReader) -> int | None:
    mapping = reader.mappings.get(table, {})
    columns = our_columns(headers, table=table, mapping=mapping, spot=Spot(table), report=Report())
    wanted = _SUBJECTS.get(table, "case_id")
    return columns.index(wanted) if columns and wanted in columns else None


def _subject(cells: Sequence[object], column: int | None) -> str | None:
    if column is None or is_blank(cells[column]):
        return None
    try:
        return identifier(cells[column])
    except MisreadError:
        return None


def _plain(cell: object) -> object:
    """Return a cell as JSON can hold it, so that it reads alike."""
    match cell:
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
        case list() | tuple():
            return [_plain(part) for part in cell]
    return cell


def _form(path: Path, headers: Sequence[str], rows: Sequence[tuple[object, ...]]) -> Form:
    """Return the form that gives the file again, or else one that is read alike."""
    if path.suffix.casefold() in {".json", ".xlsx"}:
        return Form("utf-8")
    content = path.read_bytes()
    encoding = next(name for name in _ENCODINGS if _decodes(content, name))
    delimiter = delimiter_of(content.decode(encoding))
    tried = (Form(name, delimiter, end) for name, end in product(_ENCODINGS, ("\n", "\r\n")))
    alike = Form("utf-8", delimiter, "\r\n" if b"\r\n" in content else "\n")
    return next((form for form in tried if _csv(form, headers, rows) == content), alike)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def written(table: VerbatimTable) -> bytes:
    """Return the file of a table."""
    rows = [row.cells for row in table.rows]
    if table.form.delimiter is None:
        return _json(table.headers, rows)
    return _csv(table.form, table.headers, rows)


def _csv(form: Form, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=form.delimiter or ",", lineterminator=form.line_end)
    writer.writerow(headers)
    writer.writerows(rows)
    return text.getvalue().encode(form.encoding, errors="replace")


def _json(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    items = [dict(zip(headers, cells, strict=True)) for cells in rows]
    return (json.dumps(items, ensure_ascii=False, indent=1) + "\n").encode()
