"""A day as a scenario has it: read like any other, of the same tables with other cells."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario
from visitplan.errors import InputError
from visitplan.intake.assembly import Rows
from visitplan.intake.fields import Fields
from visitplan.intake.moments import LocalDay
from visitplan.intake.reading import Amend, Reading
from visitplan.intake.report import Spot
from visitplan.intake.scenarios.customers import with_cells, with_widths
from visitplan.intake.scenarios.demand import with_demand
from visitplan.intake.scenarios.findings import NOTHING_CHANGED, finding, key_of
from visitplan.intake.scenarios.hours import with_hours
from visitplan.intake.scenarios.keys import SETTINGS, first_of
from visitplan.intake.scenarios.staff import agent_ids, staffed
from visitplan.intake.settings import FILE


class ReadDay(Protocol):
    """Reads the day folder with other settings and other rows."""

    def __call__(self, overrides: Mapping[str, object], amend: Amend) -> Reading:
        """Return what was read. Raises InputError."""


def read_variant(scenario: Scenario, base: Day, read: ReadDay, *, file: str) -> Reading:
    """Return the day as a scenario has it; ``base`` is the day as it is.

    Raises InputError with every finding, each at the scenario's key where that is the cause;
    so it is where nothing of the day is changed.
    """
    spots = {key: Spot(file, None, key_of(scenario, key)) for key in scenario.changes}
    overrides = {k: v for k, v in scenario.changes.items() if first_of(k) in SETTINGS}
    amend = _amending(scenario.changes, spots, LocalDay(base.date, base.time_zone))
    try:
        reading = read(overrides, amend)
    except InputError as error:
        errors = (each for each in error.findings if each.severity == "error")
        raise InputError([_at_home(each, overrides, spots) for each in errors]) from error
    day = with_widths(reading.day, scenario.changes)
    if day == base:
        raise InputError([_nothing(scenario, file)])
    own = (_at_home(each, overrides, spots) for each in reading.findings)
    return reading._replace(day=day, findings=tuple(own))


def _amending(
    changes: Mapping[str, object], spots: Mapping[str, Spot], local: LocalDay
) -> Callable[[Rows], Rows]:
    def amend(rows: Rows) -> Rows:
        rows = with_demand(rows, changes)
        agents = staffed(rows.agents or (), changes, spots)
        agents = with_hours(agents, changes, spots, local)
        gone = agent_ids(rows.agents or ()) - agent_ids(agents)
        return rows._replace(
            agents=agents,
            cases=with_cells(rows.cases or (), changes, spots),
            pinned=_without(rows.pinned, gone),
            baseline=_without(rows.baseline, gone),
        )

    return amend


def _without(rows: tuple[Fields, ...] | None, gone: Iterable[str]) -> tuple[Fields, ...] | None:
    """Return the rows that name nobody who is not on duty in the scenario."""
    absent = frozenset(gone)
    if rows is None or not absent:
        return rows
    return tuple(row for row in rows if not absent & _agents_in(row))


def _agents_in(row: Fields) -> set[str]:
    named = str(row.values.get("agent_id") or "").strip()
    return {named, str(row.values.get("shift") or "").rpartition("/")[0]}


def _at_home(found: Finding, overrides: Mapping[str, object], spots: Mapping[str, Spot]) -> Finding:
    """Return a finding at the scenario's key, where that set what was found."""
    where = (found.column or "").split(".")[:2]
    for key in overrides if found.file == FILE else ():
        if key.split(".")[:2] == where:
            spot = spots[key]
            return found.model_copy(update={"file": spot.file, "row": None, "column": spot.column})
    return found


def _nothing(scenario: Scenario, file: str) -> Finding:
    return finding(
        (file, key_of(scenario)),
        NOTHING_CHANGED,
        "changes nothing: the day is as it was",
        "change what the tables say: cells win over the defaults of [pay] and [visits]",
    )
