"""What agents reported, as events of the day: what a plan of the rest goes on from."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from visitplan.app.kept.kept_days import day_table, verbatim_of
from visitplan.app.told_tables import columns_of, with_columns
from visitplan.domain.event import EventKind
from visitplan.domain.outcome import MEANINGS, Meaning, OutcomeCode
from visitplan.intake.verbatim import Form, VerbatimRow, VerbatimTable
from visitplan.storage import outcomes, plans, tables
from visitplan.storage.outcomes import KeptOutcome
from visitplan.storage.tables import DayInputs

if TYPE_CHECKING:
    from sqlalchemy import Connection

TABLE = "events"
COLUMNS = ("kind", "at", "case_id", "agent_id")
NO_EVENTS = VerbatimTable(TABLE, f"{TABLE}.csv", (*COLUMNS, "minutes"), Form("utf-8", ","), ())
NEVER_WENT: frozenset[str] = frozenset({"CANCELLED", "NOTDONE", "OUTOFPOLICY"})
"""Outcomes of visits that were called off: nobody stood at the door, and nobody is to today."""
UNKNOWN = Meaning(rang=False, reached=False)


def inputs_so_far(connection: "Connection", day_id: str) -> DayInputs:
    """Return a day's inputs, with what was reported of its plans among its events."""
    return with_reports(tables.load(connection, day_id), reports_of_day(connection, day_id))


def reports_of_day(connection: "Connection", day_id: str) -> tuple[KeptOutcome, ...]:
    """Return what was reported of a day's plans, whichever of them counted then, in its order."""
    counted = (h for h in plans.heads(connection, day_id) if h.published_at is not None)
    reported = (each for head in counted for each in outcomes.of_plan(connection, head.id))
    return tuple(sorted(reported, key=lambda each: each.seq))


def with_reports(inputs: DayInputs, reported: Sequence[KeptOutcome]) -> DayInputs:
    """Return a day's inputs with reports at the end of its events; the last one of a case counts.

    A visit that was called off is withdrawn; every other one has ended, whatever came of it.
    """
    if not reported:
        return inputs
    stored = inputs.table(TABLE)
    table = with_columns(verbatim_of(stored) if stored else NO_EVENTS, COLUMNS, {})
    columns = columns_of(table, {})
    last = {each.case_id: each for each in sorted(reported, key=lambda each: each.seq)}
    rows = tuple(
        VerbatimRow(each.case_id, tuple(_cells(each).get(column or "", "") for column in columns))
        for each in sorted(last.values(), key=lambda each: each.happened_at)
    )
    told = day_table(table._replace(rows=table.rows + rows))
    others = tuple(each for each in inputs.tables if each.name != TABLE)
    return inputs._replace(tables=(*others, told))


def _cells(report: KeptOutcome) -> Mapping[str, str]:
    kind = kind_of(report.code)
    return {
        "kind": kind,
        "at": report.happened_at.isoformat(timespec="seconds"),
        "case_id": report.case_id,
        "agent_id": "" if kind == "withdrawn" else report.agent_id,
    }


def kind_of(code: str) -> EventKind:
    """Return what kind of event an outcome is."""
    if code in NEVER_WENT:
        return "withdrawn"
    return "done" if MEANINGS.get(cast("OutcomeCode", code), UNKNOWN).reached else "failed"
