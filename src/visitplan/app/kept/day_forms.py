"""How the tables of a kept day are written: their heads, and what the user calls our columns."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from visitplan.app.told_tables import Mapped
from visitplan.intake.settings import FILE as SETTINGS
from visitplan.storage.database import Connection
from visitplan.storage.outlines import outline
from visitplan.storage.tables import DayTable


class DayForm(NamedTuple):
    """A day's tables without their rows, and the user's own headers by table."""

    day_id: str
    heads: Mapping[str, DayTable]
    headers: Mapping[str, Mapped]

    def mapped(self, name: str) -> Mapped:
        """Return the user's own headers of one table → our columns."""
        return self.headers.get(name, {})

    def head(self, name: str) -> DayTable:
        """Return one table without its rows; KeyError where the day has none of that name."""
        return self.heads[name]


def form_of(connection: Connection, day_id: str) -> DayForm:
    """Return how a day is written."""
    written = outline(connection, day_id, SETTINGS)
    heads = {table.name: table for table in written.tables}
    return DayForm(day_id, heads, _headers_in(written.files[SETTINGS]))


@lru_cache(maxsize=64)
def _headers_in(settings: bytes) -> dict[str, Mapped]:
    # Every report from a door asks it anew of the same few days.
    headers: dict[str, Mapped] = tomllib.loads(settings.decode("utf-8-sig")).get("headers", {})
    return headers
