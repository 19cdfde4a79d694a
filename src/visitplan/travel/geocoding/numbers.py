"""House numbers: 12, 12a, 12-16, 12;14, and the lanes and buildings of Chinese addresses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_NUMBER = re.compile(r"(\d+)(?:[-–/](\d+))?-?([弄楼]\d+|[a-z]?)")
_MOST_NUMBERS = 40
"""A range that counts farther than this is no range but two numbers (12/301 is flat 301)."""


class HouseNumber(NamedTuple):
    """A number and what follows it; ``last`` is the end of a range, else the number itself."""

    first: int
    last: int
    suffix: str

    @property
    def covered(self) -> range:
        """The numbers on one side of the street from the first to the last."""
        return range(self.first, self.last + 1, 2)


def house_number(word: str) -> HouseNumber | None:
    """Return the house number that a word is, None where it is none."""
    found = _NUMBER.fullmatch(word)
    return _of(found) if found else None


def house_numbers(text: str) -> Iterator[HouseNumber]:
    """Yield the numbers that the map writes at one house, in plain letters: ``12a;14``.

    What else stands behind the first (``12, floor 5``) is no number of a house.
    """
    first, *others = re.split(r"[;,]", re.sub(r"\s", "", text))
    if found := _NUMBER.match(first):
        yield _of(found)
    yield from (number for part in others if (number := house_number(part)))


def _of(found: re.Match[str]) -> HouseNumber:
    first, last = int(found[1]), int(found[2] or found[1])
    in_range = first <= last <= first + _MOST_NUMBERS
    return HouseNumber(first, last if in_range else first, found[3])
