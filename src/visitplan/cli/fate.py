"""What becomes of one case in a plan."""

from typing import TYPE_CHECKING, Any, NamedTuple

from visitplan.render.wording import Wording, minutes, wording_of

if TYPE_CHECKING:
    from visitplan.domain.plan import Elsewhere, Plan, Route, Stop, Unassigned
    from visitplan.domain.visit import Ineligible


class Fate(NamedTuple):
    """A case's fate in words for people and as data for machines."""

    lines: list[str]
    plain: dict[str, Any]


def fate_of(plan: "Plan", case_id: str) -> Fate:
    """Return what becomes of a case; InputError when the plan does not know it."""
    wording = wording_of(plan)
    for route in plan.routes:
        for number, stop in enumerate(route.stops, start=1):
            if stop.case_id == case_id:
                return _planned(route, number, stop, wording)
    for unassigned in plan.unassigned:
        if unassigned.case_id == case_id:
            return _unassigned(unassigned, wording)
    for ineligible in plan.ineligible:
        if ineligible.case_id == case_id:
            return _ineligible(ineligible)
    for other in plan.elsewhere:
        if other.case_id == case_id:
            return _elsewhere(other)
    raise _unknown()


def _planned(route: "Route", number: int, stop: "Stop", wording: Wording) -> Fate:
    line = (
        f"{stop.case_id} is stop {number} of {len(route.stops)} on the route of {route.shift_id}: "
        f"{wording.span(stop.arrival, stop.departure)}"
    )
    data = {"shift_id": route.shift_id, "number": number, "stop": stop.model_dump(mode="json")}
    return Fate([line], {"fate": "planned", **data})


def _unassigned(left: "Unassigned", wording: Wording) -> Fate:
    lines = [f"{left.case_id} is unassigned ({left.kind}, {left.rule}): {left.reason}"]
    if left.missing_seconds is not None:
        lines.append(f"missing: {minutes(left.missing_seconds)}")
    if left.extra_cost is not None:
        lines.append(f"cheapest insertion: {wording.money(left.extra_cost)}")
    if left.instead_of:
        lines.append(f"would fit instead of: {', '.join(left.instead_of)}")
    lines.append(f"penalty: {wording.money(left.penalty)}")
    return Fate(lines, {"fate": "unassigned", "unassigned": left.model_dump(mode="json")})


def _ineligible(refused: "Ineligible") -> Fate:
    lines = [f"{refused.case_id} is ineligible"]
    for refusal in refused.refusals:
        origin = f"{refusal.pack} {refusal.version}; {refusal.source}"
        lawful = f"; lawful from {refusal.lawful_from}" if refusal.lawful_from else ""
        lines.append(f"{refusal.rule}: {refusal.reason} ({origin}){lawful}")
    return Fate(lines, {"fate": "ineligible", "ineligible": refused.model_dump(mode="json")})


def _elsewhere(other: "Elsewhere") -> Fate:
    what = "visited" if other.arrival else "not visited"
    line = f"{other.case_id} is {what}, as the plan of {other.date} tells: explain that plan"
    return Fate([line], {"fate": "elsewhere", "elsewhere": other.model_dump(mode="json")})


def _unknown() -> Exception:
    from visitplan.domain.finding import Finding  # noqa: PLC0415
    from visitplan.errors import InputError  # noqa: PLC0415

    finding = Finding(
        severity="error",
        code="VP-PL-002",
        file="plan.json",
        problem="the plan does not know this case",
        remedy="without CASE, visitplan explain lists every case that is not visited",
    )
    return InputError([finding])
