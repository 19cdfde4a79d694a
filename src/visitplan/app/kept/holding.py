"""Holds from outside: on every day of a branch from today on, and off its published routes."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.app.kept.day_holds import hold_on_day, visited_on
from visitplan.app.kept.taking_off import take_off
from visitplan.domain.case import Hold
from visitplan.domain.outcome import MEANINGS
from visitplan.feedback.following import NewHold, Visited
from visitplan.intake.codes import Code
from visitplan.intake.report import Report, Spot
from visitplan.storage import branches, days
from visitplan.storage.database import Connection
from visitplan.storage.days import DayHead

OF_THE_CASE = frozenset(
    meaning.hold for meaning in MEANINGS.values() if meaning.hold and not meaning.of_person
)
"""Holds that speak of the debt or the address alone; all others are of everything of a person."""


class Held(NamedTuple):
    """What came of holds: how many are new on some day, and how many visits they took off."""

    new: int
    taken_off: int


def hold_cases(
    connection: Connection, branch_id: str, holds: Sequence[NewHold], *, by: str, at: datetime
) -> Held:
    """Hold cases on every day of a branch from today on, by its clock; all of them or none.

    A hold of a person is one of all cases of that person; one that stands stays as it is. Raises
    InputError, with a finding for each, where no such day has the case.
    """
    held, known = Held(0, 0), set[str]()
    for head in _days_ahead(connection, branch_id, at):
        cases = visited_on(connection, head.id)
        known.update(case.id for case in cases)
        new = list(dict.fromkeys(_new(holds, cases)))
        if new:
            hold_on_day(connection, head, new, at=at, by=by)
            off = take_off(connection, head, (each.case_id for each in new), by=by, at=at)
            held = Held(held.new + len(new), held.taken_off + off)
    _require_known(holds, known)
    return held


def _days_ahead(connection: Connection, branch_id: str, at: datetime) -> tuple[DayHead, ...]:
    branch = branches.find(connection, branch_id)
    if branch is None:
        return ()
    today = at.astimezone(ZoneInfo(branch.time_zone)).date()
    return tuple(head for head in days.heads(connection, [branch_id]) if head.date >= today)


def _new(holds: Sequence[NewHold], cases: Sequence[Visited]) -> Iterator[NewHold]:
    debtors = {case.id: case.debtor for case in cases}
    for new in holds:
        for case in cases:
            if _concerns(new.hold, new.case_id, case, debtors) and not case.has(new):
                yield new._replace(case_id=case.id)


def _concerns(hold: Hold, case_id: str, case: Visited, debtors: dict[str, str]) -> bool:
    is_of_person = hold not in OF_THE_CASE and case.debtor == debtors.get(case_id)
    return case.id == case_id or is_of_person


def _require_known(holds: Sequence[NewHold], known: set[str]) -> None:
    report = Report()
    for number, hold in enumerate(holds, start=1):
        if hold.case_id not in known:
            spot = Spot("holds", number, "case_id")
            problem = "no day from today on has this case"
            report.error(Code.CASE_UNKNOWN, spot, problem, "send the case first, or correct the id")
    report.raise_if_refused()
