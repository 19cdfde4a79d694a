"""A table as it stands in its file, before anybody knows what its columns mean."""

from collections.abc import Iterator
from typing import NamedTuple

MOST_ROWS = 200_000
MOST_COLUMNS = 256
LONGEST_CELL = 10_000


class GridRow(NamedTuple):
    """A row with its number in the user's editor and one value per header (None: blank)."""

    number: int
    cells: list[object]


class Grid(NamedTuple):
    """Headers and a stream of rows, each as long as the headers.

    Values are texts, or what workbook and JSON cells hold beside: booleans, dates, times, lists.
    """

    headers: list[str]
    rows: Iterator[GridRow]
    decimal_comma: bool = False
