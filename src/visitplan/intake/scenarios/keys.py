"""What a scenario may change, by key."""

from collections.abc import Mapping
from typing import NamedTuple

STAFF = ("agents", "add_agents", "remove_agents")
HOURS = ("shift_start", "shift_end", "shift_longer")
DEMAND = ("demand", "demand_seed", "demand_replacement")
WINDOWS = ("windows", "windows_wider", "windows_narrower")
ALONE = (*STAFF, *HOURS, *DEMAND, *WINDOWS)
"""Keys with one value: what is done to staff, shifts, demand and windows as a whole."""

SETTINGS = (
    "streets", "visits", "policy", "penalties", "pay", "branches", "daily_cap", "balance", "burden",
    "door", "foresight",
)  # fmt: skip
"""Sections of ``day.toml``, any key of which a scenario may change."""

EVERYBODY = "every_agent"
ONE_AGENT = "agent"
ONE_CASE = "case"
ROWS: Mapping[str, str] = {EVERYBODY: "agents", ONE_AGENT: "agents", ONE_CASE: "cases"}
"""Sections that change cells, and the table whose columns they name."""

FIRST = (*ALONE, *SETTINGS, *ROWS)
"""What the first part of a key may be."""

OF_THE_COMPARISON = ("limits", "date", "time_zone", "currency", "coordinates", "headers", "horizon")
"""What all scenarios have in common, so that their plans can be compared."""

NOT_TO_CHANGE = ("agent_id", "case_id", "debtor_id", "status", "holds", "customer", "approved_by")
"""Columns that say who somebody is, or whether anybody may go there: no subject of a what-if."""

EXCLUSIVE = (
    ("agents", "add_agents"),
    ("agents", "remove_agents"),
    ("windows", "windows_wider"),
    ("windows", "windows_narrower"),
    ("windows_wider", "windows_narrower"),
    ("shift_end", "shift_longer"),
)
"""Pairs of keys that say two things about one."""


def first_of(key: str) -> str:
    """Return the first part of a dotted key."""
    return key.partition(".")[0]


class Cell(NamedTuple):
    """A cell that a key names: of every agent, of one, or of a case."""

    section: str
    row: str
    column: str


def cell_of(key: str) -> Cell:
    """Return what a key of a section in ROWS names; an id may have dots of its own."""
    section, _, rest = key.partition(".")
    row, _, column = rest.rpartition(".")
    return Cell(section, row, column)
