"""Opening travel as a day's settings ask for it."""

from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.domain.travel import Travel
from visitplan.travel.beeline import BeelineTravel

Notify = Callable[[str], None]


def open_travel(settings: TravelSettings, *, folder: Path, cache: Path, notify: Notify) -> Travel:
    """Return travel on the streets that the settings name, or as the crow flies.

    Streets are compiled on first use and kept in the folder ``cache`` under the hash of their
    content and speeds. ``folder`` is the day folder that relative paths start from; ``notify``
    gets a sentence whenever something takes long or is mended. Raises TravelDataError when the
    streets are missing, damaged or something else.
    """
    if settings.engine == "beeline":
        return BeelineTravel(settings)
    # SciPy and Shapely take as long to load as a day of 500 cases to read.
    from visitplan.travel.opening_streets import open_streets  # noqa: PLC0415

    return open_streets(settings, folder=folder, cache=cache, notify=notify)
