"""A comparison on a terminal: a row for each scenario, and why others were not planned."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.domain.comparison import Compared, Comparison
from visitplan.explanation.money import price

VERDICTS = {"cheaper": "cheaper", "dearer": "dearer", "none": "none", "unknown": "one seed"}


def comparison_tables(comparison: Comparison) -> Iterator[RenderableType]:
    """Yield what is to be printed."""
    yield _costs(comparison)
    if comparison.failed:
        yield _failed(comparison)


def _costs(comparison: Comparison) -> Table:
    table = Table(title=f"What would it cost? {comparison.date}", title_justify="left")
    table.add_column("Scenario")
    for heading in ("Cost", "Difference", "Noise", "Verdict", "Visits", "Left out", "Moved"):
        table.add_column(heading, justify="right")
    for one in comparison.scenarios:
        table.add_row(Text(one.title), *_cells(one, comparison.currency))
    return table


def _cells(one: Compared, currency: str) -> tuple[str, ...]:
    figures, differs = one.figures, one.difference
    cost = price(figures.cost.total, currency)
    visits = str(figures.visits), str(figures.unassigned)
    if differs is None:
        return cost, "", price(one.spread, currency), "baseline", *visits, ""
    noise = "?" if differs.noise is None else price(differs.noise, currency)
    sign = "-" if differs.total < 0 else "+"
    amount = f"{sign}{price(abs(differs.total), currency)}"
    return cost, amount, noise, VERDICTS[differs.verdict], *visits, str(len(one.changed))


def _failed(comparison: Comparison) -> Table:
    table = Table(title="Not planned", title_justify="left")
    for heading in ("Scenario", "Where", "Problem", "Remedy"):
        table.add_column(heading)
    for one in comparison.failed:
        for found in one.findings:
            cells = (one.title, found.column or found.file, found.problem, found.remedy)
            table.add_row(*map(Text, cells))
    return table
