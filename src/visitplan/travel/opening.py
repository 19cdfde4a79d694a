"""Opening travel as a day's settings ask for it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.domain.travel import Travel
from visitplan.travel.beeline import BeelineTravel

Notify = Callable[[str], None]


def open_travel(
    settings: TravelSettings,
    *,
    folder: Path,
    cache: Path,
    notify: Notify,
    now: Callable[[], datetime] | None = None,
) -> Travel:
    """Return travel as the settings ask for it.

    That is on the streets that they name, as the crow flies, by a routing server or by a file of
    travel times. Streets are compiled on first use and kept in the folder ``cache`` under the
    hash of their content and speeds. ``folder`` is the day folder that relative paths start from;
    ``notify`` gets a sentence whenever something takes long or is mended; ``now`` tells how old
    kept answers of a server are, and without it none are kept. Raises TravelDataError
    when the streets, or the file, are missing, damaged or something else.
    """
    # Each is imported when it is asked for: SciPy and Shapely alone take as long to load as a day
    # of 500 cases to read.
    match settings.engine:
        case "beeline":
            return BeelineTravel(settings)
        case "osrm" | "valhalla":
            from visitplan.travel.engines.remote.opening import open_server  # noqa: PLC0415

            return open_server(settings, cache=cache, now=now, notify=notify)
        case "matrix":
            from visitplan.travel.engines.matrix.opening import open_matrix  # noqa: PLC0415

            return open_matrix(settings, folder=folder)
        case "streets":
            from visitplan.travel.opening_streets import open_streets  # noqa: PLC0415

            return open_streets(settings, folder=folder, cache=cache, notify=notify)
