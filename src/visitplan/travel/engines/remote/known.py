"""What is known already of ways, by what a routing server answered before."""

import hashlib
import json
from collections.abc import Sequence
from itertools import product

import numpy as np
import polyline
from numpy.typing import NDArray

from visitplan.domain.course import Course, FollowedStreet, LegEnds
from visitplan.domain.place import Point
from visitplan.travel.engines.remote import answers
from visitplan.travel.engines.remote.answer_file import AnswerFile
from visitplan.travel.engines.remote.service import Block

UNKNOWN = -2
"""Stands in a block where nothing is known."""

_MICRO = 1_000_000
"""Places are told apart to a millionth of a degree, as servers are asked for them."""


class Known:
    """The answers of one server for one profile, which ``source`` names."""

    def __init__(self, file: AnswerFile, source: str) -> None:
        self._file, self._source = file, _number(source)

    def block(self, origins: Sequence[Point], destinations: Sequence[Point]) -> Block:
        """Return what is known of the ways between points, UNKNOWN where nothing is."""
        seconds, metres = np.full((2, len(origins), len(destinations)), UNKNOWN, np.int64)
        column = {_place(point): number for number, point in enumerate(destinations)}
        wanted, since = json.dumps(list(column)), self._file.age().since
        found = self._file.read(
            "SELECT destination, seconds, metres FROM way WHERE source = ? AND origin = ?"
            " AND at >= ? AND destination IN (SELECT value FROM json_each(?))",
            [(self._source, _place(origin), since, wanted) for origin in origins],
        )
        for row, ways in enumerate(found):
            for destination, time, length in ways:
                cell = row, column[destination]
                seconds[cell], metres[cell] = time, length
        return Block(seconds, metres)

    def keep_block(
        self, origins: Sequence[Point], destinations: Sequence[Point], block: Block
    ) -> None:
        """Keep the ways between points."""
        now = self._file.age().now
        pairs = product(map(_place, origins), map(_place, destinations))
        cells = zip(pairs, block.seconds.flat, block.metres.flat, strict=True)
        self._file.write("way", ((self._source, *p, now, int(s), int(m)) for p, s, m in cells))

    def snaps(self, points: Sequence[Point]) -> NDArray[np.float64]:
        """Return how many metres points are from their streets, NaN where that is not known."""
        since = self._file.age().since
        found = self._file.read(
            "SELECT metres FROM foot WHERE source = ? AND point = ? AND at >= ?",
            [(self._source, _place(point), since) for point in points],
        )
        return np.array([rows[0][0] if rows else np.nan for rows in found], np.float64)

    def keep_snaps(self, points: Sequence[Point], metres: NDArray[np.float64]) -> None:
        """Keep how many metres points are from their streets."""
        now = self._file.age().now
        known = zip(points, metres.tolist(), strict=True)
        self._file.write("foot", ((self._source, _place(point), now, far) for point, far in known))

    def courses(self, legs: Sequence[LegEnds]) -> list[Course | None]:
        """Return the courses of legs, None where one is not known."""
        since = self._file.age().since
        found = self._file.read(
            "SELECT line, streets FROM course WHERE source = ? AND origin = ? AND destination = ?"
            " AND at >= ?",
            [(self._source, *map(_place, leg.points), since) for leg in legs],
        )
        return [
            _course(leg, *rows[0]) if rows else None for leg, rows in zip(legs, found, strict=True)
        ]

    def keep_courses(self, legs: Sequence[LegEnds], courses: Sequence[Course]) -> None:
        """Keep the courses of legs."""
        now = self._file.age().now
        known = zip(legs, courses, strict=True)
        self._file.write(
            "course",
            (
                (self._source, *map(_place, leg.points), now, *_told(course))
                for leg, course in known
            ),
        )


def _number(source: str) -> int:
    """Return a number that tells sources apart."""
    return int.from_bytes(hashlib.sha256(source.encode()).digest()[:7])


def _place(point: Point) -> int:
    """Return one number for a place: latitude and longitude in millionths of a degree."""
    north, east = round((point.lat + 90) * _MICRO), round((point.lon + 180) * _MICRO)
    return north << 29 | east


def _told(course: Course) -> tuple[str | None, str]:
    """Return a course as text: what lies between its ends, as a polyline, and its streets."""
    line = polyline.encode(course.line[1:-1].tolist(), 6) if len(course.line) else None
    return line, json.dumps(course.streets)


def _course(ends: LegEnds, line: object, streets: object) -> Course | None:
    """Return a course from its text; None where the text is not ours."""
    if line is None:
        return answers.NO_WAY
    try:
        followed = [FollowedStreet(*street) for street in json.loads(str(streets))]
        return answers.course(ends, answers.line([line]), followed)
    except (ValueError, TypeError, answers.OddAnswerError):
        return None
