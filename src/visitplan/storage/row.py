"""A row of a day's table, as it was told."""

from typing import Any, NamedTuple

Cell = Any
"""A text; in JSON also a boolean, a list, or None."""


class TableRow(NamedTuple):
    """A row as it stands in its table.

    ``subject`` is the case, or in the table of agents the agent, that it speaks of; None where it
    names none.
    """

    subject: str | None
    cells: tuple[Cell, ...]


class Of(NamedTuple):
    """Whose row: of a day, and of the branch whose day it is."""

    day_id: str
    branch_id: str
