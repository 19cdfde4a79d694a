"""The rest of a day in whole numbers: what is owed already, and what each decision adds to it.

A shift on the road goes on from its *anchor*, a visit of no length that fixes where and when. The
price of a route is convex in its paid time, so it splits exactly there:

    price(whole) = owed + price(rest)

with the fixed cost owed, and the minimum and the overtime thresholds lower by the time already
paid. Both sides are equal to the tick.
"""

from collections.abc import Mapping
from typing import NamedTuple

from visitplan.routing.price import price_of_time
from visitplan.routing.statement import PayTerms, ShiftTerms, Statement, VisitTerms
from visitplan.routing.stating import Stated
from visitplan.routing.timetable import timetable


class Worked(NamedTuple):
    """What of a route is decided: its span and its unpaid breaks in seconds, metres, visits.

    ``anchor`` is the case visited last; ``preferences`` is in ticks.
    """

    anchor: str
    span: int
    unpaid: int
    metres: int
    visits: int
    preferences: int


def price_of_worked(pay: PayTerms, worked: Worked) -> int:
    """Return the price of a route that is over, in ticks."""
    time = price_of_time(pay, worked.span, worked.unpaid)
    return time + worked.metres * pay.per_metre + worked.visits * pay.per_visit + worked.preferences


def owed(pay: PayTerms, worked: Worked) -> int:
    """Return what a begun shift owes before its rest is priced at ``from_now_on``."""
    way = worked.metres * pay.per_metre + (worked.visits - 1) * pay.per_visit + worked.preferences
    if pay.whole_shift is not None:
        return way + price_of_time(pay, 0, 0)
    paid = worked.span - worked.unpaid
    premiums = sum(premium * max(0, paid - beyond) for beyond, premium in pay.tiers)
    return way + pay.fixed + pay.per_second * paid + premiums


def from_now_on(pay: PayTerms, worked: Worked) -> PayTerms:
    """Return the terms by which the rest of a begun shift is paid."""
    if pay.whole_shift is not None:
        return pay.model_copy(update={"fixed": 0, "minimum": 0, "tiers": (), "whole_shift": 0})
    paid = worked.span - worked.unpaid
    return pay.model_copy(
        update={
            "fixed": 0,
            "minimum": max(0, pay.minimum - paid),
            "tiers": tuple((max(0, beyond - paid), premium) for beyond, premium in pay.tiers),
        }
    )


class Onward(NamedTuple):
    """A stated remainder, the numbers of its anchors, and the sum owed whatever is decided."""

    stated: Stated
    anchors: frozenset[int]
    owed: int


def go_on(stated: Stated, pays: Mapping[str, PayTerms], worked: Mapping[str, Worked]) -> Onward:
    """Return the remainder with its true pay.

    Parameters
    ----------
    stated
        The remaining shifts, with the anchor of each begun one among the visits.
    pays
        The pay of every shift as if it were stated whole, by shift id.
    worked
        What begun shifts have worked until their anchor, by shift id.
    """
    begun = {n: worked[s.id] for n, s in enumerate(stated.shifts) if s.id in worked}
    anchors = {shift: _anchor(stated, done.anchor) for shift, done in begun.items()}
    shifts = [
        terms.model_copy(update={"pay": _pay(pays[stated.shifts[n].id], begun.get(n))})
        for n, terms in enumerate(stated.statement.shifts)
    ]
    statement = stated.statement.model_copy(update={"shifts": tuple(shifts)})
    for shift, anchor in anchors.items():
        shifts[shift] = _able_to_end(statement, shift, anchor)
    statement = _with_certain(
        statement.model_copy(update={"shifts": tuple(shifts)}), frozenset(anchors.values())
    )
    sum_owed = sum(owed(pays[stated.shifts[n].id], done) for n, done in begun.items())
    return Onward(stated._replace(statement=statement), frozenset(anchors.values()), sum_owed)


def _pay(pay: PayTerms, worked: Worked | None) -> PayTerms:
    return from_now_on(pay, worked) if worked else pay


def _anchor(stated: Stated, case_id: str) -> int:
    """Return the number of the visit that fixes where a begun shift goes on."""
    for number, visit in enumerate(stated.visits):
        if visit.case_id == case_id:
            return number
    raise ValueError("a begun shift has an anchor")


def _able_to_end(statement: Statement, shift: int, anchor: int) -> ShiftTerms:
    """Return the shift without those breaks for which there is no room even if nothing is added."""
    terms = statement.shifts[shift]
    while terms.breaks:
        shifts = list(statement.shifts)
        shifts[shift] = terms
        if timetable(statement.model_copy(update={"shifts": tuple(shifts)}), shift, (anchor,)):
            return terms
        terms = terms.model_copy(update={"breaks": terms.breaks[:-1]})
    return terms


def _with_certain(statement: Statement, certain: frozenset[int]) -> Statement:
    """Return the statement with visits that no gain is worth leaving out."""
    return raised(statement, dict.fromkeys(certain, beyond_all_gain(statement)))


def raised(statement: Statement, by: Mapping[int, int]) -> Statement:
    """Return the statement with the penalties of some visits raised."""
    visits = tuple(
        visit.model_copy(update={"penalty": visit.penalty + by.get(number, 0)})
        for number, visit in enumerate(statement.visits)
    )
    return statement.model_copy(update={"visits": visits})


def beyond_all_gain(statement: Statement) -> int:
    """Return more ticks than any plan can save anywhere: all penalties, wages, ways, expenses."""
    tables = [table for pace in statement.paces for table in pace.metres]
    farthest = max((int(table.array.max(initial=0)) for table in tables), default=0)
    most = len(statement.visits)
    metres = (most + 1) * max(0, farthest)
    return (
        1
        + sum(_dearest_stay(visit) for visit in statement.visits)
        + sum(_dearest(shift, statement.horizon, metres, most) for shift in statement.shifts)
    )


def _dearest_stay(visit: VisitTerms) -> int:
    dearest = max(visit.shift_prices, default=0) + max(visit.arrival_prices, default=0)
    return visit.penalty + dearest


def _dearest(shift: ShiftTerms, horizon: int, metres: int, visits: int) -> int:
    pay = shift.pay
    hours = max(horizon, pay.minimum, pay.whole_shift or 0)
    per_second = pay.per_second + sum(premium for _, premium in pay.tiers)
    way = pay.per_metre * metres + pay.per_visit * visits
    return pay.fixed + per_second * hours + way
