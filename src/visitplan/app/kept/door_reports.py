"""What an agent reports from a door: kept, put into the ledger, and heeded, all at once."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from visitplan.app.kept.follow_reports import follow_reports
from visitplan.domain.outcome import Outcome
from visitplan.errors import ConflictError
from visitplan.storage import days, outcomes
from visitplan.storage.outcomes import RETRACTED, Recorded, Report

if TYPE_CHECKING:
    from visitplan.storage.database import Connection
    from visitplan.storage.days import DayHead


def keep_report(connection: "Connection", report: Report, day_id: str, *, at: datetime) -> Recorded:
    """Keep a report of a day and do what follows from it; the same one again changes nothing.

    Whoever asks to be left alone is held in the same transaction. A report that only takes an
    earlier one back lifts no hold: that is for the office.

    Raises ConflictError where the day is gone, and where ``outcomes.record`` does.
    """
    head = days.hold_still(connection, day_id)
    if head is None:
        raise ConflictError("the day is gone")
    recorded = outcomes.record(connection, report, at=at)
    if recorded.is_new and report.code != RETRACTED:
        _follow(connection, head, report, at)
    return recorded


def _follow(connection: "Connection", head: "DayHead", report: Report, at: datetime) -> None:
    outcome = Outcome.model_validate(
        {
            "case_id": report.case_id,
            "agent_id": report.agent_id,
            "at": report.happened_at,
            "code": report.code,
        }
    )
    with suppress(KeyError):  # the case has left the day: what happened is kept all the same
        follow_reports(connection, head, [outcome], at=at, by=f"agent {report.agent_id}")
