"""What ``visitplan plan --days`` says: a row per day, then what is left out on all of them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from visitplan.cli.costs import cost_table, terms
from visitplan.cli.left_out import counted_by_rule, unassigned_table
from visitplan.cli.plain import plain, plain_plan
from visitplan.cli.tables import a_table
from visitplan.render.wording import hours, kilometres, wording_of

if TYPE_CHECKING:
    from visitplan.app.days import PlannedAhead


def days_summary(ahead: "PlannedAhead") -> Iterator[RenderableType]:
    """Yield the paragraphs and tables of several days that were planned at once."""
    plans, planned = ahead.plans, [each.plan for each in ahead.planned]
    yield Text(f"{plans[0].date} to {plans[-1].date}\ntravel: {plans[-1].manifest.travel}", "bold")
    if any(plan.manifest.stopped_early for plan in planned):
        yield Text("stopped early: these are the best plans found until then", "bold yellow")
    yield _days_table(ahead)
    yield cost_table(ahead.cost, wording_of(plans[0]), title="all days")
    unassigned = [each for plan in planned for each in plan.unassigned]
    if unassigned:
        yield unassigned_table(unassigned, wording_of(plans[0]))
    ineligible = [each for plan in planned for each in plan.ineligible]
    if ineligible:
        yield Text(f"{len(ineligible)} cases ineligible ({counted_by_rule(ineligible)})")
    yield Text("every day verified: no violation", style="green")
    yield Text(f"maps: {ahead.folder / 'index.html'}")


def _days_table(ahead: "PlannedAhead") -> Table:
    table = a_table("day", ">routes", ">visits", ">left out", ">paid", ">distance", ">cost")
    for plan in ahead.plans:
        kept = plan in ahead.kept
        owed = plan.cost.unassigned if kept else 0
        cells = (
            f"{plan.date:%a} {plan.date}{' (kept)' if kept else ''}",
            str(len(plan.routes)),
            str(sum(len(route.stops) for route in plan.routes)),
            "" if kept else str(len(plan.unassigned)),
            hours(sum(route.paid_seconds for route in plan.routes)),
            kilometres(sum(route.metres for route in plan.routes)),
            wording_of(plan).money(plan.cost.total - owed),
        )
        table.add_row(*map(Text, cells))
    return table


def plain_days(ahead: "PlannedAhead") -> dict[str, Any]:
    """Return what there is to know of several days without opening their plans."""
    kept = {plan.date for plan in ahead.kept}
    return {
        "days": [
            plain_plan(plan)
            | {"folder": str(ahead.folder / plan.date.isoformat()), "kept": plan.date in kept}
            for plan in ahead.plans
        ],
        "cost": terms(ahead.cost),
        "findings": plain(ahead.findings),
        "index": str(ahead.folder / "index.html"),
        "verified": True,
    }
