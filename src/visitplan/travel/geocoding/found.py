"""What a look-up by the map's own house numbers gives."""

from typing import Literal, NamedTuple

from visitplan.domain.place import Point


class Found(NamedTuple):
    """A place for an address.

    ``precision`` tells whether the very number is on the map, ``label`` how the map writes it.
    ``as_written`` is False where the map's street is spelt otherwise, by one letter or in the
    order of its words.
    """

    point: Point
    precision: Literal["exact", "interpolated"]
    label: str = ""
    as_written: bool = True


NotFound = Literal[
    "no street",
    "no house number",
    "no such number",
    "another town",
    "ambiguous",
    "no address index",
]
