"""A plan as the board's scripts draw it: ids, numbers, and words as text; no customer's name.

Moments are seconds since 1970, money is in minor units, a place is ``[latitude, longitude]``.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from babel.numbers import get_currency_precision

from visitplan.app.kept.benches import Bench
from visitplan.by_hand.workbench import Edited
from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.pin import Pin
from visitplan.domain.place import Place
from visitplan.domain.plan import Plan, Route, Unassigned
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Refusal
from visitplan.domain.window import TimeWindow
from visitplan.render.palette import look
from visitplan.render.route_view import crew_name, where
from visitplan.render.stretches import stretches

Drawn = dict[str, Any]
Retell = Callable[[str], str]
"""Tells what a station said in the reader's language."""


def drawn_board(bench: Bench, retell: Retell = str) -> Drawn:
    """Return everything that the board shows of a plan as it was kept."""
    plan, day = bench.plan, bench.day
    used = {route.shift_id for route in plan.routes}
    together = {own.id for s in day.shifts if s.id in used for own in s.joined}
    shifts = [
        drawn_shift(bench, position, shift, retell)
        for position, shift in enumerate(day.shifts)
        if shift.id in used or not (shift.joined or shift.id in together)
    ]
    return {
        "zone": day.time_zone.key,
        "currency": day.currency,
        "digits": get_currency_precision(day.currency),
        "shifts": shifts,
        "cases": {case.id: drawn_case(bench, case) for case in day.cases},
        "ineligible": [
            {"case": each.case_id, "refusals": _refusals(each.refusals, retell)}
            for each in plan.ineligible
        ],
        "violations": drawn_violations(bench.verified.violations, retell),
        "changed": list(bench.verified.changed),
        "travel": retell(bench.travel.description),
        "credit": bench.travel.attribution,
        **drawn_plan(plan, retell),
        "routes": {route.shift_id: drawn_route(route) for route in plan.routes},
    }


def drawn_plan(plan: Plan, retell: Retell = str) -> Drawn:
    """Return what changes of a plan with every move, its routes apart."""
    return {
        "unassigned": [_left_out(each, retell) for each in plan.unassigned],
        "cost": plan.cost.model_dump() | {"total": plan.cost.total},
        "visits": sum(len(route.stops) for route in plan.routes),
        "paid": sum(route.paid_seconds for route in plan.routes),
        "metres": sum(route.metres for route in plan.routes),
    }


def drawn_edit(bench: Bench, edited: Edited, retell: Retell = str) -> Drawn:
    """Return a plan after moves: its routes that are others now, and what the moves change."""
    plan = edited.planned.plan
    before = {route.shift_id: route for route in bench.plan.routes}
    after = {route.shift_id: route for route in plan.routes}
    changed = [shift for shift in {**before, **after} if before.get(shift) != after.get(shift)]
    return {
        "routes": {s: drawn_route(after[s]) if s in after else None for s in changed},
        "delta": {
            "cost": edited.costs | {"total": sum(edited.costs.values())},
            "paid": edited.paid_seconds,
            "metres": edited.metres,
        },
        "broken": drawn_violations(edited.broken, retell),
        **drawn_plan(plan, retell),
    }


def drawn_route(route: Route) -> Drawn:
    """Return a route with its stretches: kind, start, end, number of the stop (0 elsewhere)."""
    return {
        "leaves": _second(route.leaves),
        "ends": _second(route.ends),
        "paid": route.paid_seconds,
        "metres": route.metres,
        "cost": route.cost.total,
        "stops": [
            {"case": s.case_id, "arrival": _second(s.arrival), "departure": _second(s.departure)}
            for s in route.stops
        ],
        "stretches": [
            [each.kind, _second(each.start), _second(each.end), each.stop]
            for each in stretches(route)
        ],
    }


def drawn_shift(bench: Bench, position: int, shift: Shift, retell: Retell = str) -> Drawn:
    """Return a shift with its look, which is the same on every page of the plan."""
    day, own = bench.day, look(position)
    barred = {each.shift_id: each.refusals for each in bench.plan.barred}
    return {
        "id": shift.id,
        "agent": shift.agent_id,
        "people": crew_name(day.crew(shift)),
        "number": position + 1,
        "hue": own.hue,
        "dash": own.dash,
        "hours": _hours([shift.hours])[0],
        "barred": _refusals(barred.get(shift.id, ()), retell),
        "start": _at(shift.start),
        "end": _at(shift.end),
    }


def drawn_case(bench: Bench, case: Case) -> Drawn:
    """Return where a case is, when it may be visited, and what pins it."""
    pin = next((pin for pin in bench.day.pins if pin.case_id == case.id), None)
    return {
        "where": where(case),
        "at": _at(case.place),
        "priority": case.priority,
        "service": case.service_seconds,
        "windows": _hours(bench.hours_of(case.id)),
        "pin": drawn_pin(pin) if pin else None,
    }


def drawn_pin(pin: Pin) -> Drawn:
    """Return what a pin fixes."""
    return {
        "agent": pin.agent_id,
        "from": _second(pin.not_before) if pin.not_before else None,
        "to": _second(pin.not_after) if pin.not_after else None,
        "after": pin.after,
    }


def drawn_violations(violations: Iterable[Violation], retell: Retell = str) -> list[Drawn]:
    """Return what is broken, where, by how much, and which law says so."""
    return [
        {
            "rule": each.rule.replace("_", " "),
            "detail": retell(each.detail),
            "case": each.case_id,
            "shift": each.shift_id,
            "seconds": each.seconds,
            "source": retell(each.source) if each.source else None,
        }
        for each in violations
    ]


def _left_out(out: Unassigned, retell: Retell) -> Drawn:
    return {
        "case": out.case_id,
        "kind": out.kind,
        "rule": out.rule,
        "reason": retell(out.reason),
        "penalty": out.penalty,
    }


def _refusals(refusals: Iterable[Refusal], retell: Retell) -> list[Mapping[str, str | None]]:
    return [
        {
            "rule": each.rule.replace("_", " "),
            "reason": retell(each.reason),
            "source": each.source,
            "from": each.lawful_from.isoformat() if each.lawful_from else None,
        }
        for each in refusals
    ]


def _hours(windows: Iterable[TimeWindow]) -> list[list[int]]:
    return [[_second(each.opening), _second(each.closing)] for each in windows]


def _at(place: Place | None) -> list[float] | None:
    point = place.point if place and not place.problem else None
    return [round(point.lat, 6), round(point.lon, 6)] if point else None


def _second(moment: datetime) -> int:
    return int(moment.timestamp())
