"""Opening travel as a day's settings ask for it."""

from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.domain.travel import Travel
from visitplan.travel.beeline import BeelineTravel
from visitplan.travel.cache import cache_key, cached_network
from visitplan.travel.network import StreetNetwork, compile_network
from visitplan.travel.source import StreetSource, street_source
from visitplan.travel.streets import StreetTravel

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
    source = street_source(settings, folder=folder)
    entry = cache / f"{cache_key(source.content, settings)}.npz"
    network = cached_network(entry, lambda: _compile(source, settings, notify), notify)
    return StreetTravel(network, settings, source.label)


def _compile(source: StreetSource, settings: TravelSettings, notify: Notify) -> StreetNetwork:
    notify(f"compiling the streets of {source.label} (once)")
    return compile_network(source.read(), settings, label=source.label)
