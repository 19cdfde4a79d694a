"""When each step of a route begins: as little too early or too late as can be.

Among those, the shortest route; among those, the earliest. Where that is not found at once, by
three small mixed-integer programs, of which only the choice among several windows of a step is
not linear. The first sums how far
each begin lies outside of its windows, as VROOM does.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from visitplan.vroom.at_once import begins_at_once
from visitplan.vroom.sequence import EVER, Stage

Rows = list[tuple[dict[int, float], float]]
"""Conditions Σ factor × variable ≥ value."""


def begins_of(stages: Sequence[Stage]) -> tuple[int, ...] | None:
    """Return when each step begins, in hundredths; None where hard bounds cannot be kept."""
    return begins_at_once(stages, _gaps(stages)) or _programmed(stages)


def _programmed(stages: Sequence[Stage]) -> tuple[int, ...] | None:
    origin = _origin(stages)
    program = _Program(stages, origin)
    times = range(len(stages))
    if program.minimise({program.miss(n): 1.0 for n in times}) is None:
        return None
    if program.minimise({len(stages) - 1: 1.0, 0: -1.0}) is None:
        return None
    found = program.minimise(dict.fromkeys(times, 1.0))
    return None if found is None else _whole(stages, found, origin)


def _origin(stages: Sequence[Stage]) -> int:
    """Return a moment near all others, since a program knows 15 digits only."""
    moments = [a for stage in stages for a, _ in stage.spans if a >= 0]
    moments += [stage.bounds[0] for stage in stages if stage.bounds[0]]
    whole = sum(stage.way.travel + stage.setup + stage.service for stage in stages)
    return max(0, min(moments, default=0) - whole)


def _gaps(stages: Sequence[Stage]) -> list[tuple[int, int, int]]:
    """Return pairs of steps with the least time between their begins.

    Breaks on a way may be taken anywhere on it: so the way only binds the two places it joins.
    """
    gaps, place = [], 0
    for number in range(1, len(stages)):
        before = stages[number - 1]
        gaps.append((number - 1, number, before.setup + before.service))
        if stages[number].step.type != "break":
            busy = sum(stage.setup + stage.service for stage in stages[place:number])
            gaps.append((place, number, busy + stages[number].way.travel))
            place = number
    return gaps


def _whole(stages: Sequence[Stage], found: Sequence[float], origin: int) -> tuple[int, ...]:
    """Return whole times; what rounding moved apart is moved back together."""
    begins = [origin + round(time) for time in found[: len(stages)]]
    for earlier, later, least in _gaps(stages):
        begins[later] = max(begins[later], begins[earlier] + least)
    return tuple(begins)


class _Program:
    """Variables: a begin per step, how far it misses its windows, a choice per window."""

    def __init__(self, stages: Sequence[Stage], origin: int) -> None:
        self._count = len(stages)
        self._lower, self._upper = [], list[float]()
        self._rows: Rows = []
        for stage in stages:
            lower, upper = stage.bounds
            self._lower.append(max(0, lower - origin))
            self._upper.append(np.inf if upper is None else upper - origin)
        self._add_variables(self._count, np.inf)
        self._whole = [0] * (2 * self._count)
        for earlier, later, least in _gaps(stages):
            self._rows.append(({later: 1.0, earlier: -1.0}, float(least)))
        for number, stage in enumerate(stages):
            self._add_windows(number, stage, origin)

    def miss(self, number: int) -> int:
        """Return the variable that says how far a step's begin misses its windows."""
        return self._count + number

    def minimise(self, costs: dict[int, float]) -> Sequence[float] | None:
        """Return the variables at the least cost, which is kept from then on."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - slow to load

        objective = self._dense(costs)
        result: Any = milp(
            objective,
            integrality=np.array(self._whole),
            bounds=Bounds(np.array(self._lower), np.array(self._upper)),
            constraints=LinearConstraint(*self._matrix()),
            options={"mip_rel_gap": 0.0},
        )
        if result.x is None:
            return None
        self._rows.append(({n: -f for n, f in costs.items()}, -float(round(result.fun))))
        return [float(value) for value in result.x]

    def _add_variables(self, count: int, upper: float) -> None:
        self._lower += [0] * count
        self._upper += [upper] * count

    def _add_windows(self, number: int, stage: Stage, origin: int) -> None:
        """Let the begin miss its window, or the chosen one, by the miss at most."""
        miss = self.miss(number)
        if len(stage.spans) == 1:
            opening, closing = stage.spans[0]
            if opening > -EVER:
                self._rows.append(({number: 1.0, miss: 1.0}, float(opening - origin)))
            if closing < EVER:
                self._rows.append(({number: -1.0, miss: 1.0}, float(origin - closing)))
        elif stage.spans:
            self._add_choice(number, stage, origin)

    def _add_choice(self, number: int, stage: Stage, origin: int) -> None:
        first = len(self._lower)
        choices = range(first, first + len(stage.spans))
        self._add_variables(len(stage.spans), 1)
        self._whole += [1] * len(stage.spans)
        miss = self.miss(number)
        opening = {c: -float(a - origin) for c, (a, _) in zip(choices, stage.spans, strict=True)}
        closing = {c: float(b - origin) for c, (_, b) in zip(choices, stage.spans, strict=True)}
        self._rows.append(({number: 1.0, miss: 1.0, **opening}, 0.0))
        self._rows.append(({number: -1.0, miss: 1.0, **closing}, 0.0))
        self._rows.append((dict.fromkeys(choices, 1.0), 1.0))
        self._rows.append((dict.fromkeys(choices, -1.0), -1.0))

    def _matrix(self) -> tuple[Any, Any, float]:
        from scipy.sparse import csr_array  # noqa: PLC0415

        entries = [(r, n, f) for r, (row, _) in enumerate(self._rows) for n, f in row.items()]
        rows, columns, factors = zip(*entries, strict=True)
        shape = len(self._rows), len(self._lower)
        matrix = csr_array((factors, (rows, columns)), shape=shape)
        return matrix, np.array([least for _, least in self._rows]), np.inf

    def _dense(self, costs: dict[int, float]) -> Any:
        objective = np.zeros(len(self._lower))
        objective[list(costs)] = list(costs.values())
        return objective
