"""What travel costs, in VROOM's own units, so that sums agree to the last digit.

VROOM counts time in hundredths of a second and money in 1/360,000 of a unit of cost: an hour of
``per_hour`` and a kilometre of ``per_km`` are whole there. Waiting, service and breaks are free.
"""

from typing import NamedTuple

import numpy as np

from visitplan.domain.travel import UNREACHABLE
from visitplan.vroom.complaints import Complaints
from visitplan.vroom.problem import Costs, Problem, Vehicle
from visitplan.vroom.tables import Places, Table, Tables

UNITS = 360_000
"""Units of money in one unit of cost."""

HUNDREDTHS = 100
UNITS_PER_METRE = UNITS // 1000


class Ways(NamedTuple):
    """A vehicle's tables [from][to]: hundredths of a second, units of money, metres if known.

    UNREACHABLE where no way leads. ``by_costs`` tells whether a table of costs was given.
    """

    hundredths: Table
    units: Table
    metres: Table | None
    by_costs: bool


class Network(NamedTuple):
    """The problem with its places, and with each vehicle's tables."""

    problem: Problem
    places: Places
    ways: tuple[Ways, ...]


def network_of(problem: Problem, places: Places, complaints: Complaints) -> Network:
    """Return the problem with each vehicle's tables; vehicles that travel alike share them.

    Raises InputError where a price has no table to go by.
    """
    known: dict[tuple[str, float, Costs], Ways] = {}
    found = []
    for number, vehicle in enumerate(problem.vehicles):
        tables = places.tables[vehicle.profile]
        _check_prices(vehicle, tables, f"vehicles[{number}]", complaints)
        key = vehicle.profile, vehicle.speed_factor, _rates(vehicle.costs)
        if key not in known:
            known[key] = _ways(vehicle, tables)
        found.append(known[key])
    complaints.raise_errors()
    return Network(problem, places, tuple(found))


def _rates(costs: Costs) -> Costs:
    return Costs(per_hour=costs.per_hour, per_km=costs.per_km)


def _check_prices(vehicle: Vehicle, tables: Tables, path: str, complaints: Complaints) -> None:
    costs, table = vehicle.costs, f"matrices.{vehicle.profile}"
    if tables.costs is not None and _rates(costs) != Costs():
        complaints.inconsistent(
            f"{path}.costs", f"prices time or distance, and so does {table}.costs", "keep one"
        )
    for needs, name in ((costs.per_km, "costs.per_km"), (vehicle.max_distance, "max_distance")):
        if needs and tables.distances is None:
            complaints.inconsistent(
                f"{path}.{name}", f"needs {table}.distances, which are missing", "add the table"
            )


def _ways(vehicle: Vehicle, tables: Tables) -> Ways:
    barred = tables.durations == UNREACHABLE
    hundredths = tables.durations * rounded(HUNDREDTHS / vehicle.speed_factor)
    units = _units(vehicle, tables)
    return Ways(
        np.where(barred, UNREACHABLE, hundredths),
        np.where(barred, UNREACHABLE, units),
        tables.distances,
        tables.costs is not None,
    )


def _units(vehicle: Vehicle, tables: Tables) -> Table:
    if tables.costs is not None:
        return tables.costs * UNITS
    costs = vehicle.costs
    per_second = rounded(HUNDREDTHS / vehicle.speed_factor * costs.per_hour)
    units = tables.durations * per_second
    if costs.per_km and tables.distances is not None:
        units = units + tables.distances * (costs.per_km * UNITS_PER_METRE)
    return units


def rounded(value: float) -> int:
    """Return the nearest whole number, halves upwards."""
    return int(np.floor(value + 0.5))
