"""Which cases may be handed over: near the other branch, and tied to nobody of their own."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.value import Id
from visitplan.travel.geodesy import degrees_of, great_circle_metres

FARTHEST_RATIO = 2.0
"""A case is near the border while the other branch is at most so many times as far away."""

NEAREST_METRES = 1.0
"""No distance is less, so that a case at the door of its own branch has a ratio."""


def candidates(origin: Day, destination: Day) -> tuple[Case, ...]:
    """Return the cases of a located day that may be handed over, the best ratio first.

    The ratio is the distance, as the crow flies, to the nearest place where a shift of the
    destination begins, over that of its own. A case stays that is pinned or names agents, and so
    does one whose debtor or household has another case on either day: caps per person are kept by
    each branch alone.
    """
    free = [case for case in _free(origin, destination) if case.place.point]
    ratios = _ratios(free, origin, destination)
    near = sorted(
        (float(ratio), case.id, case)
        for ratio, case in zip(ratios, free, strict=True)
        if ratio <= FARTHEST_RATIO
    )
    return tuple(case for _, _, case in near)


def _free(origin: Day, destination: Day) -> Iterator[Case]:
    pinned = _pinned(origin)
    shared = Counter(key for case in origin.cases for key in _persons(case))
    theirs = {key for case in destination.cases for key in _persons(case)}
    known = {case.id for case in destination.cases}
    for case in origin.cases:
        alone = all(shared[key] == 1 and key not in theirs for key in _persons(case))
        if alone and case.id not in pinned | known and not _names_agents(case):
            yield case


def _persons(case: Case) -> tuple[tuple[str, str], ...]:
    return ("debtor", case.debtor), ("household", case.household_key)


def _names_agents(case: Case) -> bool:
    return bool(case.allowed_agents is not None or case.excluded_agents or case.preferred_agents)


def _pinned(day: Day) -> set[Id]:
    return {name for pin in day.pins for name in (pin.case_id, pin.after) if name}


def _ratios(cases: Sequence[Case], origin: Day, destination: Day) -> Sequence[float]:
    there, here = _to_nearest(cases, destination), _to_nearest(cases, origin)
    ratios: Sequence[float] = (there / np.maximum(here, NEAREST_METRES)).tolist()
    return ratios


def _to_nearest(cases: Sequence[Case], day: Day) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return the metres to the nearest beginning of a shift, infinite where there is none."""
    starts = [shift.start.point for shift in day.shifts if shift.start.point]
    if not starts or not cases:
        return np.full(len(cases), np.inf)
    points = [case.place.point for case in cases if case.place.point]
    metres = great_circle_metres(degrees_of(points)[:, None], degrees_of(starts)[None, :])
    nearest: np.ndarray[tuple[int], np.dtype[np.float64]] = metres.min(axis=1)
    return nearest
