"""Thirty looks for thirty agents: ten hues by three line patterns.

Ten and three share no divisor, so walking both at once gives thirty different pairs, and
neighbours in the list differ in hue *and* pattern. The hues stand in the order in which the first
twelve agents stay farthest apart for readers who see no red or no green.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Hue(NamedTuple):
    """One hue: dark enough for white numbers by day, light enough for dark numbers by night."""

    by_day: str
    by_night: str


HUES = (
    Hue("#1d5fc4", "#7db1ff"),  # blue
    Hue("#b34700", "#ff9d5c"),  # orange
    Hue("#0a7a55", "#4fd3a1"),  # green
    Hue("#6a6400", "#d6cc4a"),  # olive
    Hue("#a3216f", "#ff8ac9"),  # magenta
    Hue("#48566a", "#b4c2d6"),  # slate
    Hue("#04728a", "#58cbe6"),  # teal
    Hue("#6d4426", "#d3a684"),  # brown
    Hue("#5b3fa8", "#b9a2ff"),  # violet
    Hue("#b3232f", "#ff8a8f"),  # red
)
DASHES = ("", "13 9", "0.1 8")


@dataclass(frozen=True)
class Look:
    """How one agent looks: ``hue`` counts from 1, ``dash`` is for lines with round ends."""

    hue: int
    dash: str


def look(position: int) -> Look:
    """Return the look of the agent at a position in the list, from 0; it repeats after 30."""
    return Look(hue=position % len(HUES) + 1, dash=DASHES[position % len(DASHES)])


def stylesheet() -> str:
    """Return the CSS that gives every ``.hue-N`` its colour by day and by night."""
    by_day = "".join(f".hue-{n}{{--agent:{hue.by_day}}}" for n, hue in enumerate(HUES, 1))
    by_night = "".join(f".hue-{n}{{--agent:{hue.by_night}}}" for n, hue in enumerate(HUES, 1))
    return f"{by_day}@media (prefers-color-scheme:dark){{@media screen{{{by_night}}}}}"
