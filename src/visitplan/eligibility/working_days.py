"""Days that are open for visits, and how many of them lie between two dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from visitplan.domain.policy import Policy
from visitplan.domain.value import WEEKDAYS

REACH = 366
"""How many days ahead a lawful day is looked for, and how far holidays are known."""

ONE = timedelta(days=1)


def days_after(on: date, days: int) -> date | None:
    """Return the date so many days later; None where calendars end before it."""
    ordinal = on.toordinal() + days
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a policy: those that are neither rest days nor holidays."""

    policy: Policy
    today: date

    def are(self, on: date) -> bool:
        """Tell whether a date is a working day."""
        rests = WEEKDAYS[on.weekday()] in self.policy.rest_days
        return not rests and on not in self.policy.holidays

    def between(self, sent: date, visit: date, *, working: bool) -> int:
        """Return the days after ``sent`` up to and including ``visit``; working days alone or all.

        What lies more than a year from today counts as if it lay a year from it.
        """
        if not working:
            return (visit - sent).days
        return self._so_far(visit) - self._so_far(sent)

    def _so_far(self, on: date) -> int:
        """Return how many working days there were from a year before today to a date."""
        place = (on - self.today).days + REACH
        return self._counted[min(max(place, 0), len(self._counted) - 1)]

    @cached_property
    def _counted(self) -> tuple[int, ...]:
        days = (self.today + n * ONE for n in range(-REACH, REACH + 1))
        return tuple(accumulate(self.are(day) for day in days))

    @cached_property
    def next_open(self) -> date | None:
        """The first working day after today on which hours are permitted, within a year."""
        hours = self.policy.permitted_hours
        return next(
            (on for on in self._ahead() if self.are(on) and hours.get(WEEKDAYS[on.weekday()])), None
        )

    def _ahead(self) -> Iterator[date]:
        return (self.today + n * ONE for n in range(1, REACH + 1))
