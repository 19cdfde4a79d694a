"""Values as plain data for ``--json``; the keys are stable."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from visitplan.cli.costs import saving, terms

if TYPE_CHECKING:
    from pydantic import BaseModel

    from visitplan.domain.plan import Cost, Plan, Route


def plain(values: Iterable["BaseModel"]) -> list[Any]:
    """Return values of the domain as their schemas say."""
    return [value.model_dump(mode="json") for value in values]


def plain_plan(plan: "Plan") -> dict[str, Any]:
    """Return what there is to know of a plan without opening it."""
    return {
        "date": plan.date.isoformat(),
        "currency": plan.currency,
        "travel": plan.manifest.travel,
        "stopped_early": plan.manifest.stopped_early,
        "cost": terms(plan.cost),
        "planned": sum(len(route.stops) for route in plan.routes),
        "routes": [_plain_route(route) for route in plan.routes],
        "unassigned": plain(plan.unassigned),
        "ineligible": plain(plan.ineligible),
        "barred": plain(plan.barred),
        "findings": plain(plan.findings),
    }


def plain_comparison(before: "Cost | None", after: "Cost | None") -> dict[str, Any]:
    """Return the saving by term, None where either cost is not known."""
    return {"saving": saving(before, after) if before and after else None}


def _plain_route(route: "Route") -> dict[str, Any]:
    return {
        "shift_id": route.shift_id,
        "agent_id": route.agent_id,
        "partners": list(route.partners),
        "leaves": route.leaves.isoformat(),
        "ends": route.ends.isoformat(),
        "paid_seconds": route.paid_seconds,
        "metres": route.metres,
        "cost": terms(route.cost),
        "stops": [stop.case_id for stop in route.stops],
    }
