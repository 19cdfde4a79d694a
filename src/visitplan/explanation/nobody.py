"""Visits to which nobody may go: what is in the nearest agent's way."""

from collections.abc import Sequence
from dataclasses import dataclass

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Unassigned
from visitplan.domain.visit import Visit
from visitplan.explanation.attempt import Attempt, is_possible
from visitplan.explanation.bars import WISHES, Bar, bars
from visitplan.explanation.relief import Relief, relief_of
from visitplan.explanation.verdict import impossible
from visitplan.explanation.wording import listed, reason


@dataclass(frozen=True, eq=False)
class _Candidate:
    """A shift with all that keeps it from the visit; ``relief`` is None where no hours would do."""

    shift_id: str
    bars: tuple[Bar, ...]
    relief: Relief | None

    @property
    def distance(self) -> tuple[bool, int, int, int, str]:
        """How far from serving: whether hours could ever do, then what bars, then the seconds.

        What somebody wished counts before what an agent lacks: a card is easier renewed.
        """
        wishes = sum(bar.rule in WISHES for bar in self.bars)
        seconds = self.relief.seconds if self.relief else 0
        return self.relief is None, wishes, len(self.bars), seconds, self.shift_id

    @property
    def conditions(self) -> tuple[str, ...]:
        """All that would have to change; nothing where no change of hours would do."""
        if self.relief is None:
            return ()
        conditions = (*(bar.condition for bar in self.bars), self.relief.condition)
        return tuple(condition for condition in conditions if condition)


def nobody_may_go(visit: Visit, everybody: Sequence[Attempt], case: Case, day: Day) -> Unassigned:
    """Explain a visit that no shift on duty is allowed to serve.

    The nearest agent is the one with the least in the way, among those that could serve the visit
    alone without it (with a longer shift, if it must be: ``missing_seconds``).
    """
    candidates = [_candidate(attempt, case, day) for attempt in everybody]
    if not candidates:
        return impossible(visit, "staff", reason("nobody is on duty", "somebody were"), None)
    nearest = min(candidates, key=lambda candidate: candidate.distance)
    faults = listed(bar.fault for bar in nearest.bars)
    why = reason(f"nobody may go: the nearest, {nearest.shift_id}, {faults}", *nearest.conditions)
    missing = nearest.relief.seconds if nearest.relief else None
    return impossible(visit, nearest.bars[0].rule, why, missing)


def _candidate(attempt: Attempt, case: Case, day: Day) -> _Candidate:
    shift = attempt.shift
    return _Candidate(
        shift_id=shift.id,
        bars=bars(shift, attempt.visit, case, day),
        relief=Relief(0, "") if is_possible(attempt) else relief_of(attempt),
    )
