"""Parts of a statement that stand on their own: one timed route, and what is left out."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.disagreement import RefusedError
from visitplan.routing.statement import ShiftTerms, Statement, TimedRoute, VisitTerms
from visitplan.routing.table import Table
from visitplan.routing.ways import legs_of


class _Ground(NamedTuple):
    """Where a route leads, in tables of its own: its start, each visit, its end (if it has one).

    ``setups`` are those of the visits.
    """

    start: int
    visits: tuple[int, ...]
    end: int | None
    seconds: Table
    metres: Table
    setups: tuple[int, ...]


def part_of(statement: Statement, route: TimedRoute) -> Statement:
    """Return the part in which the route's visits are numbered in order and its shift is 0.

    Hours that begin after the shift are left away. By the hour, each leg of the route takes the
    time of the moment at which the stop before it is left, and no other way leads anywhere.
    Raises RefusedError for a visit that has no hours left, and where no way leads on: then it is
    on no route of this shift.
    """
    ground = _legs_taken(statement, route) if statement.by_hour else _ground(statement, route)
    return Statement(
        visits=tuple(_visit(statement, route, at, ground) for at in range(len(route.visits))),
        shifts=(_shift(statement.shifts[route.shift], ground),),
        seconds=(ground.seconds,),
        metres=(ground.metres,),
    )


def _places(statement: Statement, route: TimedRoute) -> list[int]:
    terms = statement.shifts[route.shift]
    places = [terms.start, *(statement.visits[visit].location for visit in route.visits)]
    return places if terms.end is None else [*places, terms.end]


def _ground(statement: Statement, route: TimedRoute) -> _Ground:
    """Return all ways between the places of a route."""
    terms, places = statement.shifts[route.shift], _places(statement, route)
    numbers = {place: number for number, place in enumerate(dict.fromkeys(places))}
    return _Ground(
        start=numbers[terms.start],
        visits=tuple(numbers[statement.visits[visit].location] for visit in route.visits),
        end=None if terms.end is None else numbers[terms.end],
        seconds=statement.seconds[terms.profile].part(tuple(numbers)),
        metres=statement.metres[terms.profile].part(tuple(numbers)),
        setups=tuple(statement.visits[visit].setup for visit in route.visits),
    )


def _legs_taken(statement: Statement, route: TimedRoute) -> _Ground:
    """Return the legs of a route alone, every stop a place of its own: none leads twice there."""
    places, stops = _places(statement, route), len(route.visits)
    size = len(places)
    seconds, metres = ([[UNREACHABLE] * size for _ in places] for _ in range(2))
    try:
        legs = legs_of(statement, route)
    except ValueError as no_way:
        raise RefusedError("the search's answer goes where no way leads any more") from no_way
    for (here, there), leg in zip(pairwise(range(size)), legs, strict=False):
        seconds[here][there], metres[here][there] = leg.seconds, leg.metres
    return _Ground(
        start=0,
        visits=tuple(range(1, stops + 1)),
        end=stops + 1 if size > stops + 1 else None,
        seconds=Table(seconds),
        metres=Table(metres),
        setups=tuple(
            statement.visits[visit].setup if places[at] != places[at + 1] else 0
            for at, visit in enumerate(route.visits)
        ),
    )


def part_left_out(statement: Statement, visits: Sequence[int]) -> Statement:
    """Return the part of visits that nobody serves: what is left of them is their penalty."""
    nowhere = {"location": 0, "arrivals": ((0, 0),), "shifts": (), "shift_prices": (), "after": ()}
    nowhere |= {"arrival_prices": ()}
    idle = statement.shifts[0].model_copy(
        update={"profile": 0, "start": 0, "end": None, "excludes": ()}
    )
    return Statement(
        visits=tuple(statement.visits[visit].model_copy(update=nowhere) for visit in visits),
        shifts=(idle,),
        seconds=(Table([[0]]),),
        metres=(Table([[0]]),),
    )


def _visit(statement: Statement, route: TimedRoute, at: int, ground: _Ground) -> VisitTerms:
    visit, closing = statement.visits[route.visits[at]], statement.shifts[route.shift].closing
    arrivals = tuple(span for span in visit.arrivals if span[0] <= closing)
    if not arrivals:
        raise RefusedError("the search's answer serves a visit after its shift")
    numbers = {other: number for number, other in enumerate(route.visits)}
    return visit.model_copy(
        update={
            "arrivals": arrivals,
            "arrival_prices": visit.arrival_prices[: len(arrivals)],
            "location": ground.visits[at],
            "setup": ground.setups[at],
            "shifts": (0,) if route.shift in visit.shifts else (),
            "shift_prices": (visit.price_on(route.shift),),
            "after": tuple(numbers[early] for early in visit.after if early in numbers),
        }
    )


def _shift(terms: ShiftTerms, ground: _Ground) -> ShiftTerms:
    here = {"profile": 0, "start": ground.start, "end": ground.end, "excludes": ()}
    return terms.model_copy(update=here)
