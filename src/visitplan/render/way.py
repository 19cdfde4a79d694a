"""The line that a route draws on maps and tracks."""

from collections.abc import Iterable, Mapping

import numpy as np

from visitplan.domain.course import Course, Line, line_through
from visitplan.domain.place import Point

Ways = Mapping[str, tuple[Course, ...]]
"""For each shift id, the courses of its route's legs in order, the way back included."""


def way_of(courses: Iterable[Course], places: Iterable[Point]) -> Line:
    """Return the line along courses, or straight from place to place where there are none.

    Where legs meet, their common point stands once. The line has two points at least, or none
    where fewer than two places are known.
    """
    lines = [course.line for course in courses] or [line_through(places)]
    line = np.concatenate(lines)
    if len(line) < 2:
        return line[:0]
    moves = np.ones(len(line), np.bool_)
    moves[1:] = (line[1:] != line[:-1]).any(axis=1)
    return line[moves] if moves.sum() > 1 else line[:2]
