"""Prices as small whole numbers: travel first of all exact, and priorities above any travel.

VROOM first plans as much priority as it can, then as many jobs as it can, then as cheaply as it
can. The penalties say so: leaving out a job costs more than all travel could, and a step of
priority more than leaving out all jobs. Where the sum of it all would leave the whole numbers that
every solver knows (2^53), the smallest unit of travel is made as much coarser as it takes.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from visitplan.vroom.prices import UNITS, Network
from visitplan.vroom.problem import Job
from visitplan.vroom.tables import Table

LARGEST_SUM = 2**53
LARGEST_CELL = 2**31 - 1


class Money(NamedTuple):
    """Units of money per tick of the statement, and the penalty of each job in ticks."""

    unit: int
    penalties: tuple[int, ...]

    def ticks(self, units: int) -> int:
        """Return units of money as ticks."""
        return _ticks(units, self.unit)

    def table(self, units: Table) -> Table:
        """Return a table of units as ticks; what is unreachable remains so."""
        return np.where(units < 0, units, (2 * units + self.unit) // (2 * self.unit))


def strict_money(network: Network, jobs: Sequence[Job]) -> Money:
    """Return the finest money in which no travel outweighs a job, and no jobs a priority."""
    ranks, most, items = _ranks(jobs), _most_units(network, len(jobs)), _items(network, jobs)
    worth = sum(ranks) + 1
    room = max(1, LARGEST_SUM - worth * items)
    unit = max(_unit(network), -(-most * worth // room))
    above = most // unit + items
    return Money(unit, tuple(rank * above for rank in ranks))


def mild_money(network: Network, jobs: Sequence[Job], detour: int) -> Money:
    """Return money in which a job is worth a detour of so many units, times its rank.

    Usually enough to keep what fits, and so little that a search still sees the price of travel.
    """
    unit = _unit(network)
    levels = sorted({job.priority for job in jobs})
    return Money(unit, tuple((1 + levels.index(j.priority)) * detour // unit for j in jobs))


def _unit(network: Network) -> int:
    largest = max(int(ways.units.max(initial=0)) for ways in network.ways)
    return max(_finest(network), -(-largest // LARGEST_CELL))


def _ticks(units: int, unit: int) -> int:
    return (2 * units + unit) // (2 * unit)


def _ranks(jobs: Sequence[Job]) -> tuple[int, ...]:
    """Return by how many times all travel each job is worth more than nothing."""
    priorities = {job.priority for job in jobs}
    if len(priorities) <= 1:
        return (1,) * len(jobs)
    step = math.gcd(*priorities)
    return tuple(job.priority // step * (len(jobs) + 1) + 1 for job in jobs)


def _finest(network: Network) -> int:
    tables = {id(ways): ways.units for ways in network.ways}.values()
    fixed = [vehicle.costs.fixed * UNITS for vehicle in network.problem.vehicles]
    commons = (int(np.gcd.reduce(table[table > 0], initial=0)) for table in tables)
    return math.gcd(*fixed, *commons) or 1


def _most_units(network: Network, jobs: int) -> int:
    """Return more than any plan can cost."""
    vehicles = network.problem.vehicles
    longest = max(int(ways.units.max(initial=0)) for ways in network.ways)
    used = min(jobs, len(vehicles))
    fixed = sorted((vehicle.costs.fixed * UNITS for vehicle in vehicles), reverse=True)
    return longest * (jobs + used) + sum(fixed[:used])


def _items(network: Network, jobs: Sequence[Job]) -> int:
    """Return how many prices are rounded in a plan, at most."""
    return len(jobs) + 2 * min(len(jobs), len(network.problem.vehicles)) + 2
