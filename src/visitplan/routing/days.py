"""Several days as one problem: every shift on its own date, every visit on any lawful day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from visitplan.domain.agent import Shift
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow, intersect
from visitplan.routing.open_doors import net_price, with_doors
from visitplan.routing.statement import Answer, VisitTerms
from visitplan.routing.stating import Stated
from visitplan.routing.wishes import Wishes


def joined_visits(days: Sequence[Sequence[Visit]]) -> tuple[Visit, ...]:
    """Return one visit per case, lawful on every day on which it is: windows and shifts of all.

    ``days`` holds the visits of each day, whose shifts have ids of their own. A customer's window
    that bounds the start does so on all days or on none.
    """
    lawful: dict[Id, list[Visit]] = {}
    for visit in chain.from_iterable(days):
        lawful.setdefault(visit.case_id, []).append(visit)
    return tuple(map(_joined, lawful.values()))


def _joined(visits: Sequence[Visit]) -> Visit:
    preferred = [visit.preferred_shifts for visit in visits if visit.preferred_shifts is not None]
    return visits[0].model_copy(
        update={
            "windows": tuple(chain.from_iterable(visit.windows for visit in visits)),
            "permitted": tuple(chain.from_iterable(visit.permitted for visit in visits)),
            "bounds_start": all(visit.bounds_start for visit in visits),
            "allowed_shifts": _all(visit.allowed_shifts for visit in visits),
            "preferred_shifts": _all(preferred) if preferred else None,
            "after": _all(visit.after for visit in visits),
        }
    )


def _all(ids: Iterable[tuple[Id, ...]]) -> tuple[Id, ...]:
    return tuple(sorted(set(chain.from_iterable(ids))))


def after_the_night(visits: Iterable[Visit], earlier: Iterable[Shift]) -> tuple[Visit, ...]:
    """Return a day's visits without the hours in which shifts of earlier days still go on.

    A shift that lasts beyond midnight is of the day on which it begins, and so are its visits.
    """
    closings = [shift.hours.closing for shift in earlier]
    if not closings:
        return tuple(visits)
    morning = max(closings, key=datetime.timestamp)
    cut = (visit.model_copy(update={"windows": _since(morning, visit)}) for visit in visits)
    return tuple(visit for visit in cut if visit.windows)


def _since(morning: datetime, visit: Visit) -> tuple[TimeWindow, ...]:
    if morning.timestamp() <= visit.windows[0].opening.timestamp():
        return visit.windows
    evening = max((window.closing for window in visit.windows), key=datetime.timestamp)
    if evening.timestamp() <= morning.timestamp():
        return ()
    return intersect(visit.windows, (TimeWindow(opening=morning, closing=evening),))


def wished_by_day(stated: Stated, wishes: Mapping[Id, Wishes]) -> Stated:
    """Return the statement with the prices of the wishes of each shift's own day."""
    statement, shifts = stated.statement, stated.shifts
    visits = tuple(
        _dearer(terms, [wishes[shift.id].price(visit.case_id, shift) for shift in shifts])
        for terms, visit in zip(statement.visits, stated.visits, strict=True)
    )
    paid = tuple(
        terms.model_copy(update={"pay": wishes[shift.id].pay(terms.pay, shift.id)})
        for terms, shift in zip(statement.shifts, shifts, strict=True)
    )
    changed = statement.model_copy(update={"visits": visits, "shifts": paid})
    doors = next((each.doors for each in wishes.values()), None)
    return with_doors(stated._replace(statement=changed), doors)


def made_to_wait(stated: Stated, percent: int, days: Mapping[Id, int]) -> Stated:
    """Return the statement in which a later day costs ``percent`` of the penalty for each day.

    ``days`` says how many days each shift is after the first one.
    """
    if not percent:
        return stated
    waits = [days[shift.id] for shift in stated.shifts]
    visits = tuple(
        _dearer(terms, [_penalty(stated, terms) * percent * wait // 100 for wait in waits])
        for terms in stated.statement.visits
    )
    return stated._replace(statement=stated.statement.model_copy(update={"visits": visits}))


def _penalty(stated: Stated, terms: VisitTerms) -> int:
    """Return a visit's own penalty, without the contact that is lost with it."""
    return terms.penalty - (stated.contact_value if terms.arrival_prices else 0)


def _dearer(visit: VisitTerms, prices: Sequence[int]) -> VisitTerms:
    if not any(prices):
        return visit
    summed = tuple(visit.price_on(shift) + price for shift, price in enumerate(prices))
    return visit.model_copy(update={"shift_prices": summed})


def prices_of_routes(stated: Stated, answer: Answer) -> dict[Id, int]:
    """Return the price of each route in ticks, the worth of its contacts taken off, by shift."""
    return {stated.shifts[route.shift].id: net_price(stated, route) for route in answer.routes}
