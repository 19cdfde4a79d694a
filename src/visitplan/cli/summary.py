"""The day's summary: what it costs, who goes, what is left out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.costs import cost_table, saving_table
from visitplan.cli.left_out import barred_table, counted_by_rule, unassigned_table
from visitplan.cli.tables import a_table
from visitplan.render.wording import Wording, hours, kilometres, wording_of

BEELINE = "bold reverse yellow"

if TYPE_CHECKING:
    from visitplan.app.plan import Planned
    from visitplan.domain.day import Day
    from visitplan.domain.plan import Plan, Route


def summary(planned: "Planned") -> Iterator[RenderableType]:
    """Yield the paragraphs and tables of a published plan."""
    plan, wording = planned.plan, wording_of(planned.plan)
    yield heading(planned.day, plan.manifest.travel)
    if plan.manifest.stopped_early:
        yield Text("stopped early: this is the best plan found until then", style="bold yellow")
    if planned.baseline:
        yield saving_table(planned.baseline, plan.cost, wording, title="as worked today")
    else:
        yield cost_table(plan.cost, wording, title="plan")
    if plan.routes:
        yield routes_table(plan, wording)
    yield Text(counts(plan))
    if plan.unassigned:
        yield unassigned_table(plan.unassigned, wording)
    if plan.barred:
        yield barred_table(plan.barred)
    yield Text("verified: no violation", style="green")
    yield Text(f"maps: {planned.folder / 'index.html'}")


def heading(day: "Day", travel: str) -> Text:
    """Return the date and how far things are taken to be; loud where no streets were used."""
    line = Text(f"{day.date:%A}, {day.date.isoformat()}\n", style="bold")
    return line.append(f"travel: {travel}", style=BEELINE if day.travel.engine == "beeline" else "")


def routes_table(plan: "Plan", wording: Wording) -> Table:
    """Return a row per route: shift, agent, stops, hours, paid time, distance, cost."""
    table = a_table("shift", "agent", ">stops", "hours", ">paid", ">distance", ">cost")
    for route in plan.routes:
        table.add_row(*map(Text, _route_cells(route, wording)))
    return table


def _route_cells(route: "Route", wording: Wording) -> tuple[str, ...]:
    return (
        route.shift_id,
        " + ".join(route.crew),
        str(len(route.stops)),
        wording.span(route.leaves, route.ends),
        hours(route.paid_seconds),
        kilometres(route.metres),
        wording.money(route.cost.total),
    )


def counts(plan: "Plan") -> str:
    """Return how many cases are planned, unassigned and ineligible, and by which rules."""
    planned = sum(len(route.stops) for route in plan.routes)
    line = f"{planned} visits planned, {len(plan.unassigned)} unassigned"
    line += f", {len(plan.ineligible)} cases ineligible"
    return f"{line} ({counted_by_rule(plan.ineligible)})" if plan.ineligible else line
