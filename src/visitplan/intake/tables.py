"""A table of a day folder, from whatever file it comes: our columns, checked cells, row numbers."""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from visitplan.domain.datum import Datum
from visitplan.intake.codes import Code
from visitplan.intake.csv_tables import delimiter_of, first_line, read_csv
from visitplan.intake.decoding import decoded, refuse_other_kinds
from visitplan.intake.fields import Fields, is_blank
from visitplan.intake.files import read_bytes
from visitplan.intake.grid import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Grid, GridRow
from visitplan.intake.headers import knows_any, our_columns
from visitplan.intake.json_tables import read_json
from visitplan.intake.misread import MisreadError
from visitplan.intake.report import Report, Spot
from visitplan.intake.words import control_in
from visitplan.intake.workbooks import read_workbook


@dataclass(frozen=True)
class TableReader:
    """Reads files of tables into rows of fields."""

    report: Report
    inputs: MutableMapping[str, str]
    mappings: Mapping[str, Mapping[str, str]]
    datum: Datum = "wgs84"

    def rows(self, path: Path, table: str) -> tuple[Fields, ...] | None:
        """Return the rows that hold anything; None when the file as a whole cannot be read."""
        spot = Spot(path.name)
        grid = self.grid(path, table)
        if grid is None:
            return None
        if len(grid.headers) > MOST_COLUMNS:
            self.report.error(
                Code.HEADER_TWICE, spot, f"has over {MOST_COLUMNS} columns", "remove those not used"
            )
            return None
        if not grid.headers:
            return ()
        columns = our_columns(
            grid.headers,
            table=table,
            mapping=self.mappings.get(table, {}),
            spot=spot,
            report=self.report,
        )
        return None if columns is None else self._fields(grid, columns, spot)

    def grid(self, path: Path, table: str) -> Grid | None:
        """Return the table before its columns are known; None, noted, where it cannot be read."""
        content = read_bytes(path, report=self.report, inputs=self.inputs)
        if content is None:
            return None
        spot = Spot(path.name)
        if path.suffix.casefold() == ".xlsx" and content.startswith(b"PK"):
            return read_workbook(content, spot=spot, report=self.report)
        if refuse_other_kinds(content, spot=spot, report=self.report):
            return None
        text = decoded(
            content,
            spot=spot,
            report=self.report,
            knows_headers=lambda text: self._knows(text, table),
        )
        if text is None:
            return None
        return self._parsed(text, path)

    def _parsed(self, text: str, path: Path) -> Grid | None:
        match path.suffix.casefold():
            case ".json":
                return read_json(text, spot=Spot(path.name), report=self.report)
            case ".xlsx":
                self.report.error(
                    Code.WORKBOOK_BROKEN,
                    Spot(path.name),
                    "is no .xlsx workbook",
                    "save it as .xlsx, or name it .csv if it is a text",
                )
                return None
        return read_csv(text, spot=Spot(path.name), report=self.report)

    def _knows(self, text: str, table: str) -> bool:
        headers = first_line(text).split(delimiter_of(text))
        return knows_any(headers, table, self.mappings.get(table, {}))

    def _fields(
        self, grid: Grid, columns: list[str | None], spot: Spot
    ) -> tuple[Fields, ...] | None:
        filled = (row for row in grid.rows if not all(map(is_blank, row.cells)))
        rows = list(islice(filled, MOST_ROWS + 1))
        if len(rows) > MOST_ROWS:
            self.report.error(
                Code.TOO_MANY_ROWS,
                spot,
                f"has more than {MOST_ROWS:,} rows",
                "hand over one day's rows only",
            )
            return None
        return tuple(
            self._row(row, columns, spot, decimal_comma=grid.decimal_comma) for row in rows
        )

    def _row(
        self, row: GridRow, columns: list[str | None], spot: Spot, *, decimal_comma: bool
    ) -> Fields:
        values = {
            column: value
            for column, value in zip(columns, row.cells, strict=True)
            if column is not None
        }
        fields = Fields(
            values,
            spot=spot._replace(row=row.number),
            report=self.report,
            decimal_comma=decimal_comma,
            datum=self.datum,
        )
        _refuse_unfit_cells(fields)
        return fields


def _refuse_unfit_cells(fields: Fields) -> None:
    """Note cells that are too long or hold control signs, and read them as blank."""
    unfit = {name: found for name, value in fields.values.items() if (found := _unfit(value))}
    for name, misread in unfit.items():
        fields.misread(name, misread)
    if unfit:
        fields.values = {k: None if k in unfit else v for k, v in fields.values.items()}


def _unfit(value: object) -> MisreadError | None:
    if isinstance(value, list):
        return next(filter(None, map(_unfit, value)), None)
    if isinstance(value, dict):
        return MisreadError(
            Code.JSON_SHAPE, "is an object inside of an object", "keep the objects flat"
        )
    if not isinstance(value, str):
        return None
    if len(value) > LONGEST_CELL:
        return MisreadError(
            Code.CELL_TOO_LONG, f"has {len(value):,} signs", f"keep it to {LONGEST_CELL:,}"
        )
    return control_in(value)
