"""Reading the answers of routing services: numbers, tables and lines that nobody vouches for."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, groupby
from typing import Any

import numpy as np
import polyline
from numpy.typing import NDArray

from visitplan.domain.course import Course, FollowedStreet, LegEnds
from visitplan.domain.travel import UNREACHABLE
from visitplan.errors import TravelDataError
from visitplan.travel.engines.remote.service import Block

NO_WAY = Course(np.empty((0, 2)))
"""The course of a leg that no way leads along."""

_LONGEST_NAME = 120
_TOO_MUCH = 2**31


class OddAnswerError(Exception):
    """Something that is JSON, and not what the service is documented to say."""


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Raise TravelDataError where the answer of the named service turns out to be odd."""
    try:
        yield
    except OddAnswerError as odd:
        raise TravelDataError(
            f"{name} answered {odd}; check that url in [streets] leads to a service of this kind"
        ) from None


def member(content: object, name: str) -> Any:
    """Return a member of a JSON object, None where there is none."""
    if not isinstance(content, Mapping):
        raise OddAnswerError(f"without an object that has {name}")
    return content.get(name)


def entries(content: object, name: str, count: int) -> list[Any]:
    """Return a member that is a list of so many entries."""
    return listed(member(content, name), name, count)


def listed(value: object, name: str, count: int) -> list[Any]:
    """Return a list of so many entries."""
    if not isinstance(value, list) or len(value) != count:
        raise OddAnswerError(f"without {count} {name}")
    return value


def number(value: object) -> float:
    """Return a number that is finite and not negative; OSRM's rounding below zero is zero.

    OSRM 26.10 was seen to answer -0.4 s between two points on one street.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise OddAnswerError("with something else where a number belongs")
    if not -1 < value < _TOO_MUCH:
        raise OddAnswerError("with a number that is negative, infinite or absurdly large")
    return max(0.0, float(value))


def coordinate(value: object, limit: float) -> float:
    """Return degrees within plus and minus ``limit``."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= limit:
        raise OddAnswerError("with coordinates that are nowhere on earth")
    return float(value)


def cells(value: object, name: str, shape: tuple[int, int]) -> list[Any]:
    """Return the entries of a table of this shape, row after row."""
    rows = listed(value, f"rows of {name}", shape[0])
    return list(chain.from_iterable(listed(row, name, shape[1]) for row in rows))


def block(seconds: Sequence[object], metres: Sequence[object], shape: tuple[int, int]) -> Block:
    """Return the block of such entries; no way leads where either is null."""
    ways = [
        (UNREACHABLE, UNREACHABLE)
        if time is None or length is None
        else (math.ceil(number(time)), round(number(length)))
        for time, length in zip(seconds, metres, strict=True)
    ]
    both = np.array(ways, np.int64).reshape(*shape, 2)
    return Block(both[:, :, 0], both[:, :, 1])


def line(shapes: Iterable[object]) -> NDArray[np.float64]:
    """Return the points of polylines with six decimals on end, shape (n, 2)."""
    try:
        points = [polyline.decode(shape, 6) for shape in shapes if isinstance(shape, str)]
    except (IndexError, ValueError):
        raise OddAnswerError("with a line that cannot be decoded") from None
    degrees = np.array(list(chain.from_iterable(points)), np.float64).reshape(-1, 2)
    if (np.abs(degrees) > (90, 180)).any():
        raise OddAnswerError("with a line that leaves the earth")
    return degrees


def course(ends: LegEnds, along: NDArray[np.float64], streets: Sequence[FollowedStreet]) -> Course:
    """Return the course of a leg from point to point, without standing still on the way."""
    first, last = ((point.lat, point.lon) for point in ends.points)
    whole = np.concatenate(([first], along, [last]))
    moves = np.ones(len(whole), np.bool_)
    moves[1:] = (whole[1:] != whole[:-1]).any(axis=1)
    line = whole[moves] if moves.sum() > 1 else whole[[0, -1]]
    return Course(line, tuple(streets))


def streets(named: Iterable[tuple[object, float]]) -> tuple[FollowedStreet, ...]:
    """Return stretches of streets, those of one name on end as one, without empty ones."""
    stretches = [(_street_name(name), metres) for name, metres in named]
    return tuple(
        FollowedStreet(name, "road", whole)
        for name, parts in groupby(stretches, key=lambda stretch: stretch[0])
        if (whole := round(sum(metres for _, metres in parts)))
    )


def _street_name(value: object) -> str | None:
    text = "".join(sign for sign in value if sign.isprintable()) if isinstance(value, str) else ""
    return text[:_LONGEST_NAME].strip() or None
