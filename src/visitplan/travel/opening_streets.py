"""Opening streets: from this machine's cache, or compiled from their source."""

from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.domain.street_report import StreetReport
from visitplan.travel.cache import cache_key, cached_network
from visitplan.travel.engines.embedded.choice import EngineChoice
from visitplan.travel.extract import Extract
from visitplan.travel.extract_file import Origin
from visitplan.travel.named import PREFIX, NamedNetworks
from visitplan.travel.network import StreetNetwork, compile_network
from visitplan.travel.source import street_source
from visitplan.travel.street_source import StreetSource
from visitplan.travel.streets import StreetTravel

Notify = Callable[[str], None]


def kept_networks(cache: Path) -> NamedNetworks:
    """Return the networks that are kept under names beside the compiled ones."""
    return NamedNetworks(cache / "named")


def open_streets(
    settings: TravelSettings, *, folder: Path, cache: Path, notify: Notify
) -> StreetTravel:
    """Return travel on the streets that the settings name; arguments as of ``open_travel``.

    Raises TravelDataError when the streets are missing, damaged or something else.
    """
    source = street_source(settings.streets, folder=folder, kept=kept_networks(cache))
    return _opened(source, settings, cache, lambda: _compile(source, settings, notify), notify)


def keep_streets(name: str, origin: Origin, *, cache: Path, notify: Notify) -> StreetReport:
    """Read streets from their origin and keep them under a name, in place of what was there.

    Raises TravelDataError when they cannot be had or nothing of them can be used, OutputError when
    they cannot be kept; what was kept under the name then still is.
    """
    kept = kept_networks(cache)
    extract = _source_of(origin, kept).read()
    settings = TravelSettings(streets=f"{PREFIX}{name}")
    network = compile_network(extract, settings, label=origin.label)
    kept.keep(name, extract, origin)
    source = street_source(settings.streets, folder=cache, kept=kept)
    return _report(extract, _opened(source, settings, cache, lambda: network, notify))


def inspect_streets(
    settings: TravelSettings, *, folder: Path, cache: Path, notify: Notify
) -> tuple[StreetReport, StreetTravel]:
    """Return what streets are made of, and travel on them; errors as of ``open_streets``."""
    source = street_source(settings.streets, folder=folder, kept=kept_networks(cache))
    extract = source.read()
    travel = open_streets(settings, folder=folder, cache=cache, notify=notify)
    return _report(extract, travel), travel


def _source_of(origin: Origin, kept: NamedNetworks) -> StreetSource:
    if origin.overpass is None:
        return street_source(origin.source, folder=Path(), kept=kept)
    from visitplan.travel.online import online_source  # noqa: PLC0415  (OSMnx takes a second)

    return online_source(origin.source, folder=Path(), overpass=origin.overpass)


def _opened(
    source: StreetSource,
    settings: TravelSettings,
    cache: Path,
    compile_it: Callable[[], StreetNetwork],
    notify: Notify,
) -> StreetTravel:
    entry = cache / f"{cache_key(source.content, settings)}.npz"
    network = cached_network(entry, compile_it, notify)
    choice = EngineChoice(settings.matrix_engine, cache=cache, notify=notify)
    return StreetTravel(network, settings, source.label, choice)


def _compile(source: StreetSource, settings: TravelSettings, notify: Notify) -> StreetNetwork:
    notify(f"compiling the streets of {source.label} (once)")
    return compile_network(source.read(), settings, label=source.label)


def _report(extract: Extract, travel: StreetTravel) -> StreetReport:
    from visitplan.travel.inspecting import inspect  # noqa: PLC0415  (not when a day is planned)

    return inspect(extract, travel)
