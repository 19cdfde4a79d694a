"""A routing service that is asked only for what it did not answer before."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.course import Course, LegEnds
from visitplan.domain.place import Point
from visitplan.domain.value import Mode
from visitplan.travel.engines.remote.known import UNKNOWN, Known
from visitplan.travel.engines.remote.server import Budget
from visitplan.travel.engines.remote.service import Block, RoutingService


class Remembering:
    """The same service; ``known`` returns what is kept of its answers for a source."""

    def __init__(self, service: RoutingService, known: Callable[[str], Known]) -> None:
        self._service = service
        self._known = cache(lambda mode: known(service.source(mode)))

    @property
    def name(self) -> str:
        """The kind and the hosts."""
        return self._service.name

    @property
    def longest_chain(self) -> int:
        """How many points one way may be asked through."""
        return self._service.longest_chain

    def source(self, mode: Mode) -> str:
        """Return who answers for a mode, and by which profile."""
        return self._service.source(mode)

    def snaps(self, points: Sequence[Point], mode: Mode, budget: Budget) -> NDArray[np.float64]:
        """Return how many metres each point lies from its street."""
        known = self._known(mode)
        metres = known.snaps(points)
        missing = np.flatnonzero(np.isnan(metres))
        if len(missing):
            asked = [points[number] for number in missing.tolist()]
            metres[missing] = self._service.snaps(asked, mode, budget)
            known.keep_snaps(asked, metres[missing])
        return metres

    def block(
        self, origins: Sequence[Point], destinations: Sequence[Point], mode: Mode, budget: Budget
    ) -> Block:
        """Return the ways from all origins to all destinations."""
        known = self._known(mode)
        found = known.block(origins, destinations)
        missing = found.seconds == UNKNOWN
        if missing.any():
            rows, columns = (np.flatnonzero(missing.any(axis=axis)) for axis in (1, 0))
            asked = (
                [origins[row] for row in rows.tolist()],
                [destinations[column] for column in columns.tolist()],
            )
            answer = self._service.block(*asked, mode, budget)
            known.keep_block(*asked, answer)
            found.seconds[np.ix_(rows, columns)] = answer.seconds
            found.metres[np.ix_(rows, columns)] = answer.metres
        return found

    def chain(self, points: Sequence[Point], mode: Mode, budget: Budget) -> tuple[Course, ...]:
        """Return the course of each consecutive pair; one that is not known has all asked for."""
        known, legs = self._known(mode), [LegEnds(*ends) for ends in pairwise(points)]
        courses = tuple(course for course in known.courses(legs) if course)
        if len(courses) < len(legs):
            courses = self._service.chain(points, mode, budget)
            known.keep_courses(legs, courses)
        return courses
