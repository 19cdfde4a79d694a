"""Another day: the first one on which a case may be visited, by rules and by today's shifts."""

from collections.abc import Iterator
from datetime import date

from visitplan.domain.attempts import as_told, visits_of
from visitplan.domain.day import Day
from visitplan.eligibility.gate import gate
from visitplan.explanation.attempt import Attempt, attempts, is_possible
from visitplan.explanation.proposal import Proposal, on_another_day
from visitplan.reasons.bench import Bench
from visitplan.reasons.kin import kin_of

HORIZON = 60
"""Days ahead that are looked at; what is farther away will look different by then."""

NEAR = 14
"""Days ahead on which today's shifts may serve as an example."""


def lawful_from(bench: Bench, case_id: str) -> date | None:
    """Return the first day, within 60, on which no rule refuses the case as things stand today."""
    days = (_later(bench, case_id, ahead) for ahead in range(1, HORIZON + 1))
    return next((day.date for day in days if _admits(day, case_id)), None)


def other_days(bench: Bench, case_id: str) -> Iterator[Proposal]:
    """Yield the next days on which a shift with today's hours could serve the case."""
    for ahead in range(1, NEAR + 1):
        day = _later(bench, case_id, ahead)
        found = _first_able(bench, day, case_id) if _admits(day, case_id) else None
        if found:
            change = f"it were visited on {day.date:%a} {day.date}, by a shift like {found}"
            yield Proposal("another_day", change, ahead, found, day)


def _later(bench: Bench, case_id: str, ahead: int) -> Day:
    """Return a later day, for which the visits planned today to the same person stand written."""
    day = on_another_day(bench.day, kin_of(case_id, bench.day), ahead)
    return as_told(day, visits_of(bench.plan))


def _admits(day: Day, case_id: str) -> bool:
    """Say whether rules about cases let it through: nobody on duty is asked."""
    nobody = day.model_copy(update={"agents": (), "shifts": ()})
    return any(visit.case_id == case_id for visit in gate(nobody).visits)


def _first_able(bench: Bench, day: Day, case_id: str) -> str | None:
    """Return the shift nearest to the door of those that could serve the visit alone that day."""
    visit = next((visit for visit in gate(day).visits if visit.case_id == case_id), None)
    if visit is None:
        return None
    able = [
        attempt
        for attempt in attempts(visit, day, bench.matrices_on(day))
        if attempt.shift.id in visit.allowed_shifts and is_possible(attempt)
    ]
    nearest = min(able, key=_way, default=None)
    return nearest.shift.id if nearest else None


def _way(attempt: Attempt) -> int:
    return attempt.way_there.seconds if attempt.way_there else 0
