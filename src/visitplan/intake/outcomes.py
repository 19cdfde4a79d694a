"""A table ``outcomes``: what happened at the doors, each held against the day and the moment."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.outcome import OUTCOME_CODES, Outcome, OutcomeCode
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.moments import LocalDay
from visitplan.intake.report import Report
from visitplan.intake.tables import TableReader
from visitplan.intake.words import folded, nearest, one_of

TABLE = "outcomes"
_CODES: Mapping[str, OutcomeCode] = {folded(code): code for code in OUTCOME_CODES}


class Outcomes(NamedTuple):
    """What was reported, in order of its rows, and the warnings."""

    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]


def read_outcomes(file: Path, day: Day, *, now: datetime) -> Outcomes:
    """Return what a file tells of a day's visits.

    Raises InputError with every finding: rows that cannot be read, cases and agents that the day
    does not have, what lies after ``now`` or before the day.
    """
    report = Report()
    local = LocalDay(day.date, day.time_zone)
    read = []
    for fields in TableReader(report, {}, {}).rows(file, TABLE) or ():
        outcome = _outcome(fields, local)
        if outcome is not None:
            _note_unknown(fields, outcome, day)
            _note_moment(fields, outcome, day, now)
            read.append(outcome)
    report.raise_if_refused()
    return Outcomes(tuple(read), report.warnings)


def _outcome(fields: Fields, local: LocalDay) -> Outcome | None:
    read = {
        "case_id": fields.need("case_id", identifier),
        "agent_id": fields.need("agent_id", identifier),
        "at": fields.need("at", local.moment, "write when the visit ended: 11:20"),
        "code": fields.need("outcome", one_of(_CODES), "write a code as NOHOME"),
    }
    return Outcome.model_validate(read) if fields.sound else None


def _note_unknown(fields: Fields, outcome: Outcome, day: Day) -> None:
    for column, code, named, known in (
        ("case_id", Code.CASE_UNKNOWN, outcome.case_id, {case.id for case in day.cases}),
        ("agent_id", Code.AGENT_UNKNOWN, outcome.agent_id, {agent.id for agent in day.agents}),
    ):
        if named not in known:
            near = nearest(named, known)
            remedy = f'did you mean "{near}"?' if near else "correct the id, or remove the row"
            fields.refuse(column, code, "is not known on this day", remedy)


def _note_moment(fields: Fields, outcome: Outcome, day: Day, now: datetime) -> None:
    if outcome.at.timestamp() > now.timestamp():
        remedy = "write when the visit ended"
        fields.refuse("at", Code.OUTCOME_IN_FUTURE, "has not been yet", remedy)
    elif outcome.at.astimezone(day.time_zone).date() != day.date:
        remedy = f"give the day folder of its date, not of {day.date}"
        fields.refuse("at", Code.OUTCOME_OF_OTHER_DAY, "lies on another day", remedy)
