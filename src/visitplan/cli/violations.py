"""Broken promises as a table."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from visitplan.cli.tables import a_table

if TYPE_CHECKING:
    from visitplan.domain.violation import Violation


def violations_table(violations: Sequence["Violation"]) -> Table:
    """Return a row per violation: rule, case, shift, minutes, detail."""
    table = a_table("rule", "case", "shift", ">minutes", "detail", title="Violations")
    for each in violations:
        minutes = "" if each.seconds is None else f"{each.seconds / 60:.1f}"
        cells = (each.rule, each.case_id or "", each.shift_id or "", minutes, each.detail)
        table.add_row(*map(Text, cells))
    return table
