"""The daily plans, drawn up from one answer: each speaks of its own cases and of no other."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.ahead.prospect import Prospect, Together, dated_id
from visitplan.domain.attempts import as_told
from visitplan.domain.balance import Yardstick
from visitplan.domain.finding import Finding
from visitplan.domain.plan import (
    TICKS_PER_MINOR_UNIT,
    Elsewhere,
    Insertion,
    Route,
    Unassigned,
)
from visitplan.domain.travel import Travel
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.planning.completing import drafted
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.routing.days import prices_of_routes
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated
from visitplan.verification.invoice import invoiced

Orders = dict[Id, tuple[Id, ...]]


class Found(NamedTuple):
    """What was searched, by which prices, and the answer."""

    prospect: Prospect
    together: Together
    stated: Stated
    answer: Answer


class Frame(NamedTuple):
    """What all plans of the days have in common."""

    provenance: Provenance
    travel: Travel
    stopped_early: bool
    noticed: tuple[Finding, ...]


def orders_in(stated: Stated, answer: Answer) -> Orders:
    """Return the cases of each used shift in order, by id."""
    return {
        stated.shifts[route.shift].id: tuple(stated.visits[v].case_id for v in route.visits)
        for route in answer.routes
    }


def daily_plans(found: Found, frame: Frame) -> tuple[PlannedDay, ...]:
    """Return the plan of each day, priced, not yet verified."""
    prospect = found.prospect
    out, ways_in = left_out(found.stated, found.answer), insertions(found.stated, found.answer)
    explained = explain(prospect.whole, out, prospect.matrices, ways_in)
    why = {each.case_id: each for each in explained}
    routes = routes_of(found.stated, found.answer, prospect.whole)
    told = _told(prospect, orders_in(found.stated, found.answer), ways_in)
    return tuple(
        _of_the_day(found, number, _Parts(routes, why, told), frame)
        for number in range(len(prospect.days))
    )


class _Parts(NamedTuple):
    """The routes of all days, the reasons of what is on none, and which day tells of which case."""

    routes: Sequence[Route]
    why: Mapping[Id, Unassigned]
    told: Mapping[Id, int]


def _of_the_day(found: Found, number: int, parts: _Parts, frame: Frame) -> PlannedDay:
    """Draw up one day's plan, which speaks of the cases told that day and of no other."""
    prospect = found.prospect
    handed = prospect.days[number]
    own = {dated_id(shift.id, handed.date): shift.id for shift in handed.shifts}
    routes = tuple(
        route.model_copy(update={"shift_id": own[route.shift_id]})
        for route in parts.routes
        if route.shift_id in own
    )
    elsewhere = _elsewhere(prospect, number, parts)
    day = as_told(handed, elsewhere)
    admission = gate(day)
    planned = {stop.case_id for route in routes for stop in route.stops}
    unassigned = tuple(
        parts.why.get(visit.case_id) or _not_stated(visit, prospect)
        for visit in admission.visits
        if visit.case_id not in planned
    )
    draft = drafted(day, admission, frame.provenance, frame.travel)
    plan = draft.model_copy(
        update={
            "routes": routes,
            "unassigned": unassigned,
            "elsewhere": elsewhere,
            "yardsticks": _own_yardsticks(found.together.yardsticks[number], own),
            "findings": (() if number else frame.noticed) + unkept_pins(day, unassigned),
            "manifest": draft.manifest.model_copy(
                update={
                    "objective": _objective(found, own, unassigned),
                    "stopped_early": frame.stopped_early,
                    "days": tuple(day.date for day in prospect.days),
                }
            ),
        }
    )
    return PlannedDay(day, prospect.matrices, invoiced(day, prospect.matrices, plan))


def _told(prospect: Prospect, orders: Orders, ways_in: Mapping[Id, Insertion]) -> dict[Id, int]:
    """Return which day tells of each case.

    That is the day of its visit; of a visit left out the day on which it would fit best, else the
    last lawful one; of a case refused on all days the first. A case that waits for another one
    goes along with it, where it may.
    """
    day_of = prospect.day_of_shift
    numbers = range(len(prospect.dated))
    first = {case.id: n for n in reversed(numbers) for case in prospect.dated[n].cases}
    last = {visit.case_id: n for n in numbers for visit in prospect.admissions[n].visits}
    best = {case_id: day_of[way.shift_id] for case_id, way in ways_in.items()}
    planned = {case_id: day_of[shift] for shift, cases in orders.items() for case_id in cases}
    told = first | last | best | planned
    along = {case_id: told[other] for case_id, other in prospect.waiting.items()}
    present = [{case.id for case in day.cases} for day in prospect.dated]
    return told | {case_id: n for case_id, n in along.items() if case_id in present[n]}


def _elsewhere(prospect: Prospect, number: int, parts: _Parts) -> tuple[Elsewhere, ...]:
    """Return the cases of which other days' plans speak, sorted by id."""
    arrivals = {stop.case_id: stop.arrival for route in parts.routes for stop in route.stops}
    others = (
        Elsewhere(case_id=c, date=prospect.days[n].date, arrival=arrivals.get(c))
        for c, n in parts.told.items()
        if n != number
    )
    return tuple(sorted((*prospect.kept, *others), key=lambda each: each.case_id))


def _not_stated(visit: Visit, prospect: Prospect) -> Unassigned:
    """Explain a lawful visit that the search was never asked about."""
    other = prospect.waiting.get(visit.case_id)
    if other:
        rule = "one_of_several"
        reason = (
            "of several cases of one person or address at most one is planned within these days,"
            f" and {other} comes first; it could be visited if {other} were not"
        )
    else:
        rule, reason = "night", "its hours fall into shifts that began on the day before"
    return Unassigned(
        case_id=visit.case_id, kind="displaced", rule=rule, reason=reason, penalty=visit.penalty
    )


def _own_yardsticks(yardsticks: Sequence[Yardstick], own: Mapping[Id, Id]) -> tuple[Yardstick, ...]:
    return tuple(each.model_copy(update={"shift_id": own[each.shift_id]}) for each in yardsticks)


def _objective(found: Found, own: Mapping[Id, Id], unassigned: Sequence[Unassigned]) -> int:
    """Return what a day costs in ticks; waiting is no part of it."""
    prices = prices_of_routes(found.together.stated, found.answer)
    routes = sum(price for shift, price in prices.items() if shift in own)
    return routes + sum(each.penalty for each in unassigned) * TICKS_PER_MINOR_UNIT
