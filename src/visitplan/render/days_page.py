"""The page of several days planned at once: what each holds, what is left out, the way to each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from visitplan.domain.plan import Plan
from visitplan.render.file_names import BURDEN, OVERVIEW
from visitplan.render.page import compose
from visitplan.render.wording import hours, kilometres, wording_of


def days_page(plans: Sequence[Plan], *, kept: frozenset[date] = frozenset()) -> str:
    """Return the page that links the days' overviews, which lie in folders by date.

    It names cases, never customers or places. Of the days ``kept`` as they were, what they left
    out is told by the days planned anew.
    """
    planned = [plan for plan in plans if plan.date not in kept]
    days = [_row(plan, is_kept=plan.date in kept) for plan in plans]
    context = {
        "plans": plans,
        "days": days,
        "words": wording_of(plans[0]),
        "totals": {name: sum(day[name] for day in days) for name in _SUMMED},
        "unassigned": [(plan, each) for plan in planned for each in plan.unassigned],
        "ineligible": [(plan, each) for plan in planned for each in plan.ineligible],
        "burden_file": BURDEN,
        "hours": hours,
        "kilometres": kilometres,
    }
    return compose("days.html.j2", context, styles=("page.css", "days.css"))


_SUMMED = ("visits", "unassigned", "ineligible", "paid", "metres", "cost")


def _row(plan: Plan, *, is_kept: bool) -> dict[str, Any]:
    told_again = plan.cost.unassigned if is_kept else 0
    return {
        "words": wording_of(plan),
        "file": f"{plan.date.isoformat()}/{OVERVIEW}",
        "is_kept": is_kept,
        "routes": len(plan.routes),
        "visits": sum(len(route.stops) for route in plan.routes),
        "unassigned": 0 if is_kept else len(plan.unassigned),
        "ineligible": 0 if is_kept else len(plan.ineligible),
        "paid": sum(route.paid_seconds for route in plan.routes),
        "metres": sum(route.metres for route in plan.routes),
        "cost": plan.cost.total - told_again,
    }
