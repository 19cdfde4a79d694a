"""What many days make of a plan, in tables."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.tables import a_table
from visitplan.render.simulation_page import late_visits, percent
from visitplan.render.wording import wording_of

if TYPE_CHECKING:
    from visitplan.app.simulate import Simulation
    from visitplan.domain.simulated import Simulated

MOST_ROWS = 12


def simulated_tables(done: "Simulation") -> Iterator[RenderableType]:
    """Yield the figures of the whole, of the visits late most often, and of each shift."""
    simulated = done.simulated
    yield _whole(done)
    if late_visits(simulated):
        yield _late(simulated)
    yield _shifts(simulated)
    if done.frontier:
        yield _frontier(done)
    yield Text(f"report: {done.page}")


def _whole(done: "Simulation") -> Table:
    simulated, money = done.simulated, wording_of(done.plan).money
    table = a_table(f"{simulated.days:,} days, seed {simulated.seed}", ">")
    cost = simulated.cost
    rows = {
        "visits not within their hours": percent(simulated.late),
        "of these not made": percent(simulated.missed),
        "cost as planned": money(done.plan.cost.total),
        "cost on average": money(round(cost.mean)),
        "19 days in 20": f"{money(round(cost.low))} to {money(round(cost.high))}",
        "expected contacts": f"{simulated.contacts:.1f}",
        "contacts per paid hour": f"{simulated.contacts_per_paid_hour:.2f}",
    }
    for name, figure in rows.items():
        table.add_row(name, figure)
    return table


def _late(simulated: "Simulated") -> Table:
    late = late_visits(simulated)
    table = a_table(
        "case", "shift", ">not made", ">cut short", title=f"{len(late)} visits may be late"
    )
    for shift_id, visit in late[:MOST_ROWS]:
        figures = (percent(visit.missed), percent(visit.cut))
        table.add_row(*map(Text, (visit.case_id, shift_id, *figures)))
    return table


def _frontier(done: "Simulation") -> Table:
    money = wording_of(done.plan).money
    headers = ("risk", ">cost", ">visits", ">late", ">visits late more often")
    table = a_table(*headers, title="What less lateness costs")
    for point in done.frontier:
        risk = "any: as planned" if point.risk is None else percent(point.risk)
        over = "" if point.risk is None else str(point.over)
        late = percent(point.simulated.late)
        table.add_row(risk, money(point.cost), str(point.visits), late, over)
    return table


def _shifts(simulated: "Simulated") -> Table:
    table = a_table("shift", ">overtime", ">beyond its hours", ">paid hours", ">contacts")
    for route in simulated.routes:
        shares = (percent(route.overtime), percent(route.beyond_hours))
        means = (f"{route.paid_hours:.1f}", f"{route.contacts:.1f}")
        table.add_row(*map(Text, (route.shift_id, *shares, *means)))
    return table
