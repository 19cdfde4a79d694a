"""Made-up problems in VROOM's format: equal names give equal problems.

A name is a number of jobs and what the day knows: ``100-windows-breaks@3``. All times, distances
and prices are whole, so that nothing is lost between the two solvers.
"""

import math
from typing import Any

import numpy as np

Data = dict[str, Any]
KINDS = {
    "plain": (),
    "windows": ("windows",),
    "breaks": ("windows", "breaks"),
    "skills": ("windows", "skills"),
    "short": ("windows", "priorities", "short"),
    "costs": ("windows", "costs", "profiles"),
    "tasks": ("windows", "tasks"),
    "all": ("windows", "breaks", "skills", "priorities", "costs", "profiles", "tasks"),
}
"""What a kind of day knows; on a ``short`` day there are too few vehicles for all jobs."""

SIZES = (10, 30, 60, 100, 200, 500)
A_DAY = 8 * 3600
JOBS_PER_VEHICLE = 12


def problem_of(name: str) -> Data:
    """Return the problem of a name ``SIZE-KIND@SEED``."""
    size, _, rest = name.partition("-")
    kind, _, seed = rest.partition("@")
    return _Day(int(size), KINDS[kind], int(seed or 1)).problem()


class _Day:
    def __init__(self, size: int, knows: tuple[str, ...], seed: int) -> None:
        self._size, self._knows = size, knows
        self._dice = np.random.default_rng([size, seed, *map(ord, "".join(knows))])
        per_vehicle = JOBS_PER_VEHICLE * (1.5 if "short" in knows else 0.9)
        self._vehicles = max(1, math.ceil(size / per_vehicle))

    def problem(self) -> Data:
        points = self._dice.uniform(0, 25_000, (self._size + self._vehicles, 2))
        profiles = ("car", "bike") if "profiles" in self._knows else ("car",)
        return {
            "jobs": [self._job(number) for number in range(self._size)],
            "vehicles": [self._vehicle(number, profiles) for number in range(self._vehicles)],
            "matrices": {profile: self._tables(points, profile) for profile in profiles},
        }

    def _job(self, number: int) -> Data:
        job: Data = {"id": number + 1, "location_index": number}
        job["service"] = int(self._dice.integers(10, 31)) * 60
        draw = self._dice.random(4)
        if "windows" in self._knows and draw[0] < 0.5:
            opening = int(self._dice.integers(0, 25)) * 900
            job["time_windows"] = [[opening, opening + int(self._dice.choice((7200, 10_800)))]]
        if "skills" in self._knows and draw[1] < 0.4:
            job["skills"] = [1 + int(draw[2] < 0.4)]
        if "priorities" in self._knows:
            job["priority"] = int(self._dice.choice((0, 10, 50), p=(0.6, 0.3, 0.1)))
        return job

    def _vehicle(self, number: int, profiles: tuple[str, ...]) -> Data:
        home = self._size + number
        vehicle: Data = {"id": number + 1, "start_index": home, "end_index": home}
        vehicle["profile"] = profiles[number % len(profiles)]
        vehicle["time_window"] = [0, A_DAY]
        if "breaks" in self._knows and number % 3:
            vehicle["breaks"] = [{"id": 1, "service": 1800, "time_windows": [[10_800, 18_000]]}]
        if "skills" in self._knows:
            vehicle["skills"] = [[1, 2], [1], [2]][number % 3]
        if "costs" in self._knows:
            vehicle["costs"] = {"fixed": 1500, "per_hour": (1800, 2600)[number % 2], "per_km": 40}
        if "tasks" in self._knows:
            vehicle["max_tasks"] = int(self._dice.integers(9, 15))
        return vehicle

    def _tables(self, points: Any, profile: str) -> Data:
        """Return the tables of a town with detours, which are not the same both ways."""
        beeline = np.hypot(*(points[:, None, :] - points[None, :, :]).transpose(2, 0, 1))
        metres = np.rint(beeline * self._dice.uniform(1.2, 1.45, beeline.shape))
        speed = 9.0 if profile == "car" else 6.0
        durations = np.rint(metres / speed)
        return {
            "durations": durations.astype(int).tolist(),
            "distances": metres.astype(int).tolist(),
        }
