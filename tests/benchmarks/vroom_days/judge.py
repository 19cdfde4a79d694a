"""One judge for both: reads an answer in VROOM's format against the problem, and prices it.

Shares nothing with visitplan.vroom. What an answer says about its own cost counts for nothing.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

Data = dict[str, Any]
UNITS = 360_000
SLACK = 2
"""Seconds that an answer in whole seconds may be off."""


class Verdict(NamedTuple):
    """What VROOM compares, in its order; and what is wrong."""

    missed: int
    left_out: int
    units: int
    flaws: tuple[str, ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        """Priorities missed, jobs left out, cost: less is better."""
        return self.missed, self.left_out, self.units

    @property
    def cost(self) -> float:
        """The cost in VROOM's units."""
        return self.units / UNITS


def judge(problem: Data, answer: Data) -> Verdict:
    """Return the verdict on an answer."""
    jobs = {job["id"]: job for job in problem["jobs"]}
    vehicles = {vehicle["id"]: vehicle for vehicle in problem["vehicles"]}
    units, done, flaws = 0, list[int](), list[str]()
    for route in answer["routes"]:
        vehicle = vehicles[route["vehicle"]]
        ids = [step["id"] for step in route["steps"] if step["type"] == "job"]
        done += ids
        ride = _Ride(vehicle, problem["matrices"][vehicle["profile"]], [jobs[i] for i in ids])
        units += ride.units()
        flaws += [f"vehicle {vehicle['id']}: {flaw}" for flaw in ride.flaws(route["steps"])]
    if len(set(done)) < len(done):
        flaws.append("a job is done twice")
    out = set(jobs) - set(done)
    return Verdict(sum(jobs[i].get("priority", 0) for i in out), len(out), units, tuple(flaws))


class _Ride(NamedTuple):
    vehicle: Data
    tables: Data
    jobs: list[Data]

    def units(self) -> int:
        costs = {"fixed": 0, "per_hour": 3600, "per_km": 0} | self.vehicle.get("costs", {})
        seconds, metres = self._sum("durations"), self._sum("distances")
        way = seconds * costs["per_hour"] * (UNITS // 3600) + metres * costs["per_km"] * 360
        return int(costs["fixed"] * UNITS + way)

    def flaws(self, steps: list[Data]) -> Iterator[str]:
        if len(self.jobs) > self.vehicle.get("max_tasks", len(self.jobs)):
            yield "more than max_tasks"
        if not all(set(job.get("skills", ())) <= self._skills for job in self.jobs):
            yield "a skill is missing"
        kinds = [step["type"] for step in steps]
        if kinds.count("break") != len(self.vehicle.get("breaks", ())):
            yield "not every break once"
        yield from self._late(steps)

    def _late(self, steps: list[Data]) -> Iterator[str]:
        """Yield where a step begins outside of its window or before the way there is over."""
        places, jobs = iter(self._places()[1:]), iter(self.jobs)
        here, ready, last = self._places()[0], 0, 0
        for step in steps:
            begin = step["arrival"] + step.get("waiting_time", 0)
            stay, windows = 0, [self.vehicle["time_window"]]
            if step["type"] == "break":
                (rest,) = self.vehicle["breaks"]
                stay, windows = rest["service"], rest["time_windows"]
                ready += stay
            elif step["type"] != "start":
                there = next(places)
                ready += self.tables["durations"][here][there]
                here = there
                if begin + SLACK < ready:
                    yield f"begins {ready - begin} s before the way is over"
                if step["type"] == "job":
                    job = next(jobs)
                    stay, windows = job["service"], job.get("time_windows", windows)
                ready = begin + stay
            else:
                ready = begin
            if begin + SLACK < last:
                yield "begins before the step before is over"
            if not any(a - SLACK <= begin <= b + SLACK for a, b in windows):
                yield f"a {step['type']} begins outside of its windows"
            last = begin + stay

    @property
    def _skills(self) -> set[int]:
        return set(self.vehicle.get("skills", ()))

    def _places(self) -> list[int]:
        middle = [job["location_index"] for job in self.jobs]
        return [self.vehicle["start_index"], *middle, self.vehicle["end_index"]]

    def _sum(self, name: str) -> int:
        places = self._places()
        return sum(self.tables[name][a][b] for a, b in pairwise(places))
