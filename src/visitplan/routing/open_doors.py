"""What a contact is worth, by the moment at which a stay begins: its chance, in ticks.

The statement charges what is lost against a certain contact, so that no price is negative:
``value × (1 − chance)`` for an arrival, ``value`` for a visit left out. ``value`` for each visit
is then no part of what the day costs, whatever is decided. A visit has arrival prices if, and
only if, its contact is worth anything.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.place import PlaceKind
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.uncertainty import Uncertainty
from visitplan.domain.value import WEEKDAYS, Id
from visitplan.routing.horizon import Horizon
from visitplan.routing.price import price_of_arrivals, price_of_route
from visitplan.routing.statement import Answer, Span, TimedRoute, VisitTerms
from visitplan.routing.stating import Stated


class OpenDoors(NamedTuple):
    """The ticks that a certain contact is worth, the chances, and each case's kind of place."""

    value: int
    terms: Uncertainty
    kinds: Mapping[Id, PlaceKind]

    @classmethod
    def of(cls, day: Day) -> "OpenDoors | None":
        """Return what contacts are worth on a day; None where that is nothing."""
        value = day.foresight.contact_value * TICKS_PER_MINOR_UNIT
        kinds = {case.id: case.place_kind for case in day.cases}
        return cls(value, day.uncertainty, kinds) if value else None

    def lost_at(self, case_id: Id, moment: datetime) -> int:
        """Return the ticks that are lost by an arrival at a moment of the day's own zone."""
        chance = self.terms.home_at(
            WEEKDAYS[moment.weekday()], self.kinds[case_id], moment.time().replace(tzinfo=None)
        )
        return self.value - round(self.value * chance)

    def priced(self, visit: VisitTerms, case_id: Id, horizon: Horizon) -> VisitTerms:
        """Return the visit with its spans cut where the chance changes, each with its price."""
        cut = [part for span in visit.arrivals for part in self._cut(span, case_id, horizon)]
        prices = (self.lost_at(case_id, horizon.moment(opening)) for opening, _ in cut)
        together = _together(list(zip(cut, prices, strict=True)))
        return visit.model_copy(
            update={
                "arrivals": tuple(span for span, _ in together),
                "arrival_prices": tuple(price for _, price in together),
                "penalty": visit.penalty + self.value,
            }
        )

    def _cut(self, span: Span, case_id: Id, horizon: Horizon) -> Iterator[Span]:
        first, last = (horizon.moment(second).date() for second in span)
        edges = (
            horizon.seconds(datetime.combine(on, at, horizon.zone))
            for on in _dates(first, last)
            for at in (time(), *self.terms.home_changes(self.kinds[case_id]))
        )
        inside = sorted({edge for edge in edges if span[0] < edge <= span[1]})
        for opening, after in pairwise([span[0], *inside, span[1] + 1]):
            yield opening, after - 1


def _dates(first: date, last: date) -> Iterator[date]:
    for days in range((last - first).days + 1):
        yield first + timedelta(days=days)


def _together(priced: Sequence[tuple[Span, int]]) -> list[tuple[Span, int]]:
    """Join spans that touch and cost the same."""
    joined: list[tuple[Span, int]] = []
    for (opening, closing), price in priced:
        if joined and joined[-1][1] == price and joined[-1][0][1] + 1 == opening:
            joined[-1] = (joined[-1][0][0], closing), price
        else:
            joined.append(((opening, closing), price))
    return joined


def with_doors(
    stated: Stated, doors: OpenDoors | None, cases: Collection[Id] | None = None
) -> Stated:
    """Return the statement with the worth of contacts; ``cases`` limits whose have any."""
    if doors is None:
        return stated
    worthy = [cases is None or visit.case_id in cases for visit in stated.visits]
    visits = tuple(
        doors.priced(terms, visit.case_id, stated.horizon) if is_worthy else terms
        for terms, visit, is_worthy in zip(
            stated.statement.visits, stated.visits, worthy, strict=True
        )
    )
    statement = stated.statement.model_copy(update={"visits": visits})
    return stated._replace(statement=statement, contact_value=doors.value)


def net_price(stated: Stated, route: TimedRoute) -> int:
    """Return the ticks that a route costs beyond what its contacts are worth."""
    worthy = sum(bool(stated.statement.visits[visit].arrival_prices) for visit in route.visits)
    return price_of_route(stated.statement, route) - stated.contact_value * worthy


def worth_in(stated: Stated, answer: Answer) -> int:
    """Return the ticks that all contacts are worth which an answer may expect."""
    return sum(
        price_of_route(stated.statement, route)
        - price_of_arrivals(stated.statement, route)
        - net_price(stated, route)
        for route in answer.routes
    )
