"""Compiled networks on disk, each under the hash of what it was made from."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from visitplan.domain.day import TravelSettings
from visitplan.travel.keeping import mark_used, remove_least_used, write_whole
from visitplan.travel.network import COMPILE_VERSION, StreetNetwork, load_network, save_network

LARGEST = 2_000_000_000
"""Bytes of compiled networks that stay on disk: some hundred towns."""

_SPEEDS = {"calibration", "speeds_kmh", "walking_kmh", "two_wheeler_kmh"}

Notify = Callable[[str], None]


def cache_key(content: str, settings: TravelSettings) -> str:
    """Return what names a compiled network: its source's hash, our version, and the speeds."""
    speeds = settings.model_dump_json(include=_SPEEDS)
    return hashlib.sha256(f"{COMPILE_VERSION}\n{content}\n{speeds}".encode()).hexdigest()[:32]


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cached_network(
    entry: Path, compile_it: Callable[[], StreetNetwork], notify: Notify
) -> StreetNetwork:
    """Return the network kept at ``entry``, or compile and keep it.

    A damaged entry is replaced, with a notice. Several processes may do so at once: each writes a
    file of its own, the last one stays. Where nothing can be kept, the network is still returned.
    The entries that were not used for longest make room.
    """
    if entry.exists():
        try:
            return _used(entry)
        except (ValueError, OSError):
            notify("the compiled streets in the cache were damaged; they are compiled again")
    network = compile_it()
    try:
        write_whole(entry, lambda file: save_network(network, file))
        remove_least_used(entry.parent, entry, largest=LARGEST)
    except OSError as problem:
        notify(
            f"the compiled streets could not be kept ({problem.strerror}); next time is slow too"
        )
    return network


def _used(entry: Path) -> StreetNetwork:
    network = load_network(entry)
    mark_used(entry)
    return network
