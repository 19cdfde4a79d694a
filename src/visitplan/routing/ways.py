"""The ways of a statement by the hour, and those that a timed route takes."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from visitplan.domain.travel import UNREACHABLE, Leg
from visitplan.domain.way import FOREVER, Way, Ways, first_there, following
from visitplan.routing.statement import ShiftTerms, Statement, TimedRoute
from visitplan.routing.table import Table

NOWHERE_TO_GO = (Way(-FOREVER, FOREVER, 0, 0),)
"""The way to an open end."""


def ways_between(statement: Statement, profile: int, origin: int, destination: int) -> Ways:
    """Return the ways from a location to another, hour by hour; () where no way leads."""
    if not statement.by_hour:
        seconds = statement.seconds[profile][origin][destination]
        metres = statement.metres[profile][origin][destination]
        return () if seconds == UNREACHABLE else (Way(-FOREVER, FOREVER, seconds, metres),)
    paces = statement.paces
    hours = ((-FOREVER, statement.hours[0][1]), *statement.hours[1:], (FOREVER, 0))
    return following(
        Way(begins, ends, seconds, paces[pace].metres[profile][origin][destination])
        for (begins, pace), (ends, _) in pairwise(hours)
        if (seconds := paces[pace].seconds[profile][origin][destination]) != UNREACHABLE
    )


def ways_of(statement: Statement, terms: ShiftTerms, visits: Sequence[int]) -> Iterator[Ways]:
    """Yield the ways to each visit in order and to the shift's end, setups not included."""
    places = [terms.start, *(statement.visits[visit].location for visit in visits)]
    for here, there in pairwise(places):
        yield ways_between(statement, terms.profile, here, there)
    if terms.end is None:
        yield NOWHERE_TO_GO
    else:
        yield ways_between(statement, terms.profile, places[-1], terms.end)


def legs_of(statement: Statement, route: TimedRoute) -> tuple[Leg, ...]:
    """Return the leg to each stop of a route and to its end, each begun when a stop is left.

    A break that falls into a leg interrupts it: the leg takes the time of its start all the same.
    Raises ValueError where no way leads any more.
    """
    terms = statement.shifts[route.shift]
    stays = zip(route.arrivals, route.visits, strict=True)
    left = [route.leaves, *(at + statement.visits[visit].service for at, visit in stays)]
    ways = ways_of(statement, terms, route.visits)
    return tuple(_taken(each, leaves) for each, leaves in zip(ways, left, strict=True))


def _taken(ways: Ways, leaves: int) -> Leg:
    way = first_there(ways, leaves)
    if way is None:
        raise ValueError("no way leads along the route")
    return Leg(way.arrival(leaves) - leaves, way.metres)


def at_best(statement: Statement) -> tuple[Any, Any]:
    """Return the least seconds and the least metres of any hour.

    Both are int32 arrays of shape (profiles, locations, locations), UNREACHABLE where at no hour
    any way leads.
    """
    seconds = np.array([pace.seconds for pace in statement.paces], dtype=np.int32)
    metres = np.array([pace.metres for pace in statement.paces], dtype=np.int32)
    return _least(seconds), _least(metres)


def _least(tables: Any) -> Any:
    """Return the least of the first axis, UNREACHABLE only where all are."""
    if len(tables) == 1:
        return tables[0]
    known = np.where(tables == UNREACHABLE, np.iinfo(tables.dtype).max, tables).min(axis=0)
    return np.where((tables == UNREACHABLE).all(axis=0), UNREACHABLE, known)


def at_worst(statement: Statement) -> Statement:
    """Return the statement in which travel goes at all hours as it does at the worst.

    What is feasible there is so by the hour. Where at some hour no way leads, none does.
    """
    if not statement.by_hour:
        return statement
    seconds = np.array([pace.seconds for pace in statement.paces])
    metres = np.array([pace.metres for pace in statement.paces])
    never = (seconds == UNREACHABLE).any(axis=0)
    tables = (np.where(never, UNREACHABLE, table.max(axis=0)) for table in (seconds, metres))
    worst = [tuple(map(Table, table)) for table in tables]
    update = {"seconds": worst[0], "metres": worst[1], "others": (), "hours": ((0, 0),)}
    return statement.model_copy(update=update)
