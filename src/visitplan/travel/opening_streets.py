"""Opening streets: from this machine's cache, or compiled from their source."""

from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.travel.cache import cache_key, cached_network
from visitplan.travel.engines.embedded.choice import EngineChoice
from visitplan.travel.network import StreetNetwork, compile_network
from visitplan.travel.source import StreetSource, street_source
from visitplan.travel.streets import StreetTravel

Notify = Callable[[str], None]


def open_streets(
    settings: TravelSettings, *, folder: Path, cache: Path, notify: Notify
) -> StreetTravel:
    """Return travel on the streets that the settings name; arguments as of ``open_travel``.

    Raises TravelDataError when the streets are missing, damaged or something else.
    """
    source = street_source(settings, folder=folder)
    entry = cache / f"{cache_key(source.content, settings)}.npz"
    network = cached_network(entry, lambda: _compile(source, settings, notify), notify)
    choice = EngineChoice(settings.matrix_engine, cache=cache, notify=notify)
    return StreetTravel(network, settings, source.label, choice)


def _compile(source: StreetSource, settings: TravelSettings, notify: Notify) -> StreetNetwork:
    notify(f"compiling the streets of {source.label} (once)")
    return compile_network(source.read(), settings, label=source.label)
