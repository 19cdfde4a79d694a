"""A source of streets: a value that says how its extract is read."""

from collections.abc import Callable
from dataclasses import dataclass

from visitplan.travel.extract import Extract


@dataclass(frozen=True)
class StreetSource:
    """One source: what it is called in outputs, what its content hashes to, how it is read."""

    label: str
    content: str
    read: Callable[[], Extract]
