"""A day folder, read, with its streets open: where every use case begins."""

import importlib.metadata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from visitplan.ahead.reading import read_days
from visitplan.app.addresses import with_addresses
from visitplan.app.surroundings import Surroundings
from visitplan.domain.travel import Travel
from visitplan.eligibility.governing import govern
from visitplan.intake.reading import Reading
from visitplan.intake.reading import read_day as read_day_folder
from visitplan.planning.terms import Provenance
from visitplan.travel.opening import open_travel

MAKERS = ("visitplan", "ortools", "numba", "numpy", "scipy", "shapely", "osmium")


class Opened(NamedTuple):
    """A day folder that was read, with its streets open."""

    reading: Reading
    travel: Travel
    provenance: Provenance


def read_day(
    folder: Path, *, overrides: Mapping[str, object] | None = None, on: date | None = None
) -> Reading:
    """Read a day folder, its policy made of the packs that it names.

    ``overrides`` are settings by dotted name that win over ``day.toml``
    (``{"limits.seconds": 5}``); None overrides nothing. ``on`` is another day than the folder's,
    on which nothing is pinned yet. Raises InputError with all findings.
    """
    return read_day_folder(folder, overrides=overrides or {}, govern=govern, on=on)


def open_day(
    folder: Path, surroundings: Surroundings, overrides: Mapping[str, object] | None = None
) -> Opened:
    """Read a day folder, open its streets, and have its addresses looked for.

    Raises InputError with all findings, TravelDataError when the streets cannot be had, or a
    service that the settings allow cannot be opened.
    """
    reading = read_day(folder, overrides=overrides)
    travel = open_travel(
        reading.day.travel,
        folder=folder,
        cache=surroundings.cache,
        notify=surroundings.notify,
        now=surroundings.now,
    )
    reading = with_addresses(reading, travel, surroundings)
    return Opened(reading, travel, Provenance(reading.inputs, versions()))


def days_from(
    opened: Opened, folder: Path, overrides: Mapping[str, object] | None = None
) -> tuple[Reading, ...]:
    """Return the working days that a folder asks for, from its own on."""

    def on(later: date) -> Reading:
        return read_day(folder, overrides=overrides, on=later)

    return read_days(opened.reading, on, opened.reading.horizon.days)


def versions() -> dict[str, str]:
    """Return the versions of visitplan and of what it computes with."""
    return {name: importlib.metadata.version(name) for name in MAKERS}
