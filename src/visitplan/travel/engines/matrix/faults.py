"""What is wrong with a file of travel times, all of it at once."""

from pathlib import Path

from visitplan.errors import TravelDataError

_MOST_SHOWN = 10


class Faults:
    """Collects what is wrong with one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._told: list[str] = []

    def add(self, spot: str, problem: str, remedy: str) -> None:
        """Note a fault: where it is, what is wrong, what would be right."""
        self._told.append(f"{self._path.name}, {spot}: {problem}; {remedy}")

    def raise_if_any(self) -> None:
        """Raise TravelDataError with the faults, when there are any."""
        if not self._told:
            return
        more = len(self._told) - _MOST_SHOWN
        tail = [f"{self._path.name}: and {more} more like these"] if more > 0 else []
        raise TravelDataError("\n".join(self._told[:_MOST_SHOWN] + tail))
