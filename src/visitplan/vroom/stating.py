"""From VROOM's problem to the statement that our search reads."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from visitplan.domain.travel import UNREACHABLE
from visitplan.routing.statement import BreakTerms, PayTerms, ShiftTerms, Statement, VisitTerms
from visitplan.routing.table import Table as Rows
from visitplan.vroom.horizon import Horizon
from visitplan.vroom.money import LARGEST_CELL, Money
from visitplan.vroom.prices import HUNDREDTHS, UNITS, Network
from visitplan.vroom.problem import Vehicle
from visitplan.vroom.stays import Stay
from visitplan.vroom.tables import Table

NOWHERE = -1


class Row(NamedTuple):
    """A row of the statement: a place, and the job whose longer stays pass on the way on."""

    place: int
    job: int | None = None


class Stated(NamedTuple):
    """The statement of some of the jobs, and which; its shifts are all vehicles in order."""

    statement: Statement
    jobs: tuple[int, ...]
    money: Money

    def visits(self, jobs: Sequence[int]) -> tuple[int, ...]:
        """Return the visits of those jobs that are stated."""
        number = {job: visit for visit, job in enumerate(self.jobs)}
        return tuple(number[job] for job in jobs if job in number)


class Terms(NamedTuple):
    """What the statement is made of."""

    network: Network
    horizon: Horizon
    stays: tuple[Stay, ...]


class Kind(NamedTuple):
    """Vehicles that share their travel tables in the statement.

    ``slower`` is their type if some stays take that type longer, which is part of the way on.
    """

    ways: int
    slower: tuple[str | None, ...]


def state(terms: Terms, jobs: Sequence[int], money: Money) -> Stated:
    """State these jobs (by number) and all vehicles; there is one of each at least."""
    rows, able = _rows(terms, jobs), _able(terms)
    kinds = _kinds(terms)
    used = list(dict.fromkeys(kinds))
    tables = [_tables(terms, kind, list(rows), money) for kind in used]
    statement = Statement(
        visits=tuple(
            _visit(terms, job, rows[_row(terms, job)], penalty, able)
            for job, penalty in zip(jobs, money.penalties, strict=True)
        ),
        shifts=tuple(
            _shift(terms, number, (used.index(kind), rows, money))
            for number, kind in enumerate(kinds)
        ),
        seconds=tuple(Rows(seconds) for seconds, _ in tables),
        metres=tuple(Rows(prices) for _, prices in tables),
    )
    return Stated(statement, tuple(jobs), money)


def _row(terms: Terms, job: int) -> Row:
    place = terms.network.places.jobs[job]
    return Row(place, job) if terms.stays[job].longer else Row(place)


def _rows(terms: Terms, jobs: Sequence[int]) -> dict[Row, int]:
    places = terms.network.places
    ends = [NOWHERE if place is None else place for place in (*places.starts, *places.ends)]
    rows = dict.fromkeys([*(_row(terms, job) for job in jobs), *map(Row, ends)])
    return {row: number for number, row in enumerate(rows)}


def _kinds(terms: Terms) -> list[Kind]:
    network = terms.network
    numbers = {id(ways): number for number, ways in reversed(list(enumerate(network.ways)))}
    types = {kind for stay in terms.stays for kind in stay.longer}
    return [
        Kind(numbers[id(ways)], (vehicle.type,) if vehicle.type in types else ())
        for ways, vehicle in zip(network.ways, network.problem.vehicles, strict=True)
    ]


def _tables(terms: Terms, kind: Kind, rows: Sequence[Row], money: Money) -> tuple[Table, Table]:
    """Return a kind's travel times and prices; nothing is gone from nowhere, nor to it."""
    ways = terms.network.ways[kind.ways]
    places = np.array([row.place for row in rows])
    nowhere = places == NOWHERE
    longer = np.array([_longer(terms, kind, row) for row in rows])
    cells = np.ix_(places, places)
    seconds, units = ways.hundredths[cells], ways.units[cells]
    for table in (seconds, units):
        table[nowhere, :] = 0
        table[:, nowhere] = 0
    seconds = np.where(seconds == UNREACHABLE, UNREACHABLE, seconds + longer[:, None])
    barred = (seconds == UNREACHABLE) | (seconds > LARGEST_CELL)
    prices = np.where(barred, UNREACHABLE, money.table(units))
    return np.where(barred, UNREACHABLE, seconds), prices


def _longer(terms: Terms, kind: Kind, row: Row) -> int:
    if row.job is None:
        return 0
    return sum(terms.stays[row.job].longer.get(slower, 0) for slower in kind.slower)


def _able(terms: Terms) -> tuple[tuple[int, Vehicle], ...]:
    """Return the vehicles that may have a task and can take their breaks, with their numbers."""
    return tuple(
        (shift, vehicle)
        for shift, vehicle in enumerate(terms.network.problem.vehicles)
        if vehicle.max_tasks != 0 and _breaks(terms.horizon, vehicle) is not None
    )


def _visit(
    terms: Terms, number: int, location: int, penalty: int, able: tuple[tuple[int, Vehicle], ...]
) -> VisitTerms:
    job, stay = terms.network.problem.jobs[number], terms.stays[number]
    return VisitTerms(
        location=location,
        arrivals=stay.begins,
        service=stay.service,
        setup=stay.setup,
        penalty=penalty,
        shifts=tuple(shift for shift, vehicle in able if job.skills <= vehicle.skills),
    )


def _breaks(horizon: Horizon, vehicle: Vehicle) -> tuple[BreakTerms, ...] | None:
    """Return a vehicle's breaks; None where one does not fit into its hours."""
    hours, breaks = horizon.hours(vehicle), list[BreakTerms]()
    for rest in vehicle.breaks:
        (earliest, latest), duration = horizon.rest(rest, hours), rest.service * HUNDREDTHS
        if latest - earliest < duration:
            return None
        breaks.append(BreakTerms(earliest=earliest, latest=latest, duration=duration, paid=False))
    return tuple(breaks)


def _shift(terms: Terms, number: int, frame: tuple[int, dict[Row, int], Money]) -> ShiftTerms:
    profile, rows, money = frame
    vehicle, places = terms.network.problem.vehicles[number], terms.network.places
    opening, closing = terms.horizon.hours(vehicle)
    start, end = places.starts[number], places.ends[number]
    longer = any(stay.longer for stay in terms.stays)
    return ShiftTerms(
        opening=opening,
        closing=closing,
        profile=profile,
        start=rows[Row(NOWHERE if start is None else start)],
        end=None if end is None and not longer else rows[Row(NOWHERE if end is None else end)],
        breaks=_breaks(terms.horizon, vehicle) or (),
        pay=PayTerms(
            fixed=money.ticks(vehicle.costs.fixed * UNITS),
            per_second=0,
            minimum=0,
            tiers=(),
            per_metre=1,
            per_visit=0,
        ),
        maximum=vehicle.max_tasks or None,
    )
