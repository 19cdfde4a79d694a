"""Travel tables: as given by profile, or measured between coordinates."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.place import Point
from visitplan.domain.travel import UNREACHABLE, TravelMatrix
from visitplan.domain.value import Mode
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.problem import UINT32, Coordinates, Problem

Table = NDArray[np.int64]
Measure = Callable[[Sequence[Point], Mode], TravelMatrix]
"""How far it is between points as the crow flies."""

BEYOND = 10_000_000
"""Seconds or metres from which on a pair counts as unreachable (115 days; once around the earth
is 40 million metres)."""

ON_FOOT = ("foot", "walk", "pedestrian")


class Tables(NamedTuple):
    """One profile's tables [from][to]; UNREACHABLE where a null stood.

    ``costs`` replace the price of time and distance; ``distances`` may be unknown.
    """

    durations: Table
    distances: Table | None
    costs: Table | None


class Places(NamedTuple):
    """Every job's and vehicle's row of the tables; None where a vehicle's end is open.

    ``indexed`` tells whether the problem spoke of rows itself.
    """

    jobs: tuple[int, ...]
    starts: tuple[int | None, ...]
    ends: tuple[int | None, ...]
    tables: dict[str, Tables]
    indexed: bool


def locate(problem: Problem, measure: Measure, complaints: Complaints) -> Places:
    """Return where everything is, and how far.

    Matrices of the profiles in use win; without any, coordinates are measured. Raises InputError
    naming each row that is missing or out of range, and each table that is no table.
    """
    profiles = dict.fromkeys(vehicle.profile for vehicle in problem.vehicles)
    given = {
        profile: tables
        for profile in profiles
        if (tables := _given(problem, profile, complaints)) is not None
    }
    if given or problem.matrices or problem.matrix is not None:
        places = _by_index(problem, given, complaints)
    else:
        places = _by_coordinates(problem, tuple(profiles), measure, complaints)
    complaints.raise_errors()
    return places


def _given(problem: Problem, profile: str, complaints: Complaints) -> Tables | None:
    matrices, path = problem.matrices.get(profile), f"matrices.{profile}"
    if matrices is None:
        if profile != "car" or problem.matrix is None or problem.matrices:
            return None
        table = _table(problem.matrix, "matrix", complaints)
        return None if table is None else Tables(table, None, None)
    durations = _table(matrices.durations, f"{path}.durations", complaints)
    distances = _table(matrices.distances, f"{path}.distances", complaints)
    costs = _table(matrices.costs, f"{path}.costs", complaints)
    if durations is None:
        return None
    for name, other in (("distances", distances), ("costs", costs)):
        if other is not None and len(other) != len(durations):
            complaints.inconsistent(
                f"{path}.{name}", "is not as large as the durations", "give all pairs"
            )
    return _reachable(Tables(durations, distances, costs))


def _reachable(tables: Tables) -> Tables:
    """Let a pair be unreachable in all tables where it is in one."""
    known = [table for table in tables if table is not None]
    if len({len(table) for table in known}) > 1:
        return tables
    barred = np.logical_or.reduce([table == UNREACHABLE for table in known])
    for table in known:
        table[barred] = UNREACHABLE
    return tables


def _table(raw: Any, path: str, complaints: Complaints) -> Table | None:
    if raw is None:
        return None
    if not isinstance(raw, list) or not raw:
        complaints.broken(path, "is no table", "write rows of whole numbers: [[0, 14], [21, 0]]")
        return None
    size = len(raw)
    for number, row in enumerate(raw):
        if not isinstance(row, list) or len(row) != size:
            have = len(row) if isinstance(row, list) else "no"
            complaints.broken(
                f"{path}[{number}]",
                f"has {have} entries where the table has {size} rows",
                "make the table square",
            )
            return None
    fault = _first_fault(raw)
    if fault:
        complaints.broken(
            f"{path}[{fault[0]}][{fault[1]}]",
            "is no whole number from 0 to 4294967295",
            "write seconds or metres; null where no way leads",
        )
        return None
    return _as_array(raw)


def _first_fault(raw: list[list[Any]]) -> tuple[int, int] | None:
    for number, row in enumerate(raw):
        for column, cell in enumerate(row):
            whole = type(cell) is int and 0 <= cell <= UINT32
            if not whole and cell is not None:
                return number, column
    return None


def _as_array(raw: list[list[int | None]]) -> Table:
    table = np.array(
        [[UNREACHABLE if cell is None else cell for cell in row] for row in raw], dtype=np.int64
    )
    table[table >= BEYOND] = UNREACHABLE
    return table


def _by_index(problem: Problem, given: dict[str, Tables], complaints: Complaints) -> Places:
    for profile in dict.fromkeys(vehicle.profile for vehicle in problem.vehicles):
        if profile not in given:
            complaints.inconsistent(
                f"matrices.{profile}.durations", "is missing, but vehicles use it", "add the table"
            )
    size = min((len(tables.durations) for tables in given.values()), default=0)
    indexed = _Indexed(size, complaints)
    jobs = tuple(
        indexed.required(job.location_index, f"jobs[{number}].location_index")
        for number, job in enumerate(problem.jobs)
    )
    starts, ends = [], []
    for number, vehicle in enumerate(problem.vehicles):
        path = f"vehicles[{number}]"
        starts.append(
            indexed.optional(
                vehicle.start_index, f"{path}.start_index", named=vehicle.start is not None
            )
        )
        ends.append(
            indexed.optional(vehicle.end_index, f"{path}.end_index", named=vehicle.end is not None)
        )
        if vehicle.start_index is None and vehicle.end_index is None:
            _complain_of_nowhere(path, complaints)
    return Places(jobs, tuple(starts), tuple(ends), given, indexed=True)


class _Indexed:
    """Checks rows against the size of the smallest table."""

    def __init__(self, size: int, complaints: Complaints) -> None:
        self._size, self._complaints = size, complaints

    def required(self, row: int | None, path: str) -> int:
        if row is None:
            self._complaints.inconsistent(path, "is missing", "name the row of the matrices")
            return 0
        if self._size and row >= self._size:
            self._complaints.inconsistent(
                path, f"is out of range: the tables have {self._size} rows", "count from 0"
            )
            return 0
        return row

    def optional(self, row: int | None, path: str, *, named: bool) -> int | None:
        return self.required(row, path) if named or row is not None else None


def _complain_of_nowhere(path: str, complaints: Complaints) -> None:
    complaints.inconsistent(path, "has neither start nor end", "give one of them at least")


def _by_coordinates(
    problem: Problem, profiles: Sequence[str], measure: Measure, complaints: Complaints
) -> Places:
    for number, job in enumerate(problem.jobs):
        if job.location is None:
            complaints.inconsistent(
                f"jobs[{number}].location", "is missing, and there are no matrices", "add either"
            )
    for number, vehicle in enumerate(problem.vehicles):
        if vehicle.start is None and vehicle.end is None:
            _complain_of_nowhere(f"vehicles[{number}]", complaints)
    complaints.raise_errors()
    rows = {where: row for row, where in enumerate(dict.fromkeys(_coordinates(problem)))}
    points = tuple(Point(lon=lon, lat=lat) for lon, lat in rows)
    return Places(
        tuple(rows[job.location] for job in problem.jobs if job.location),
        tuple(None if v.start is None else rows[v.start] for v in problem.vehicles),
        tuple(None if v.end is None else rows[v.end] for v in problem.vehicles),
        {profile: _measured(points, profile, measure) for profile in profiles},
        indexed=False,
    )


def _coordinates(problem: Problem) -> Iterator[Coordinates]:
    ends = itertools.chain.from_iterable((v.start, v.end) for v in problem.vehicles)
    return (
        where for where in (*(job.location for job in problem.jobs), *ends) if where is not None
    )


def _measured(points: Sequence[Point], profile: str, measure: Measure) -> Tables:
    on_foot = profile.lower().startswith(ON_FOOT)
    matrix = measure(points, "walk" if on_foot else "drive")
    return _reachable(Tables(_capped(matrix.seconds), _capped(matrix.metres), None))


def _capped(table: Table) -> Table:
    return np.where(table >= BEYOND, UNREACHABLE, table)
