"""The burden of plans in tables; those without rows are left out."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.tables import a_table
from visitplan.render.burden_page import STEPS, percent, rule_words, together

if TYPE_CHECKING:
    from visitplan.domain.burden import Burden


def burden_tables(burden: "Burden") -> Iterator[RenderableType]:
    """Yield the counts, and a table for each thing that there is to tell."""
    counts = f"{burden.visits} visits planned, {burden.unassigned} left out"
    yield Text(f"{counts}, {burden.avoided} avoided: not to go is an outcome too")
    tables = (_steps, _avoided, _households, _repeats, _hours, _areas)
    yield from (table for tell in tables if (table := tell(burden)).row_count)


def _steps(burden: "Burden") -> Table:
    rows = (
        (STEPS[each.step], each.reason, each.fate, len(each.case_ids), ", ".join(each.case_ids))
        for each in together(burden.steps)
    )
    headers = ("instead", "because", "now", ">cases", "which")
    return _table("Something else comes first", headers, rows)


def _avoided(burden: "Burden") -> Table:
    rows = ((rule_words(each), each.cases) for each in burden.avoided_by)
    return _table("Visits avoided", ("rule not kept", ">cases"), rows)


def _households(burden: "Burden") -> Table:
    rows = ((each.visits, each.households) for each in burden.households)
    return _table("Visits at one household", (">visits", ">households"), rows)


def _repeats(burden: "Burden") -> Table:
    title = f"Again, within {burden.terms.days} days of an earlier call"
    rows = ((each.case_id, each.date, each.before) for each in burden.repeats)
    return _table(title, ("case", "on", ">calls before"), rows)


def _hours(burden: "Burden") -> Table:
    terms = burden.terms
    title = f"Before {terms.early:%H:%M} or after {terms.late:%H:%M}, by the clock at the address"
    rows = (
        (each.case_id, each.kind, f"{each.arrival:%Y-%m-%d %H:%M}–{each.departure:%H:%M}")
        for each in burden.hours
    )
    return _table(title, ("case", "is", "from and to"), rows)


def _areas(burden: "Burden") -> Table:
    rows = (
        (
            each.area or f"{each.areas} smaller areas together",
            each.eligible,
            each.visited,
            percent(each.visited, each.eligible),
        )
        for each in burden.areas
    )
    headers = ("area, by its middle", ">eligible", ">visited", ">share")
    return _table("Spread over areas", headers, rows)


def _table(title: str, headers: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Table:
    table = a_table(*headers, title=title)
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    return table
