"""Days that are open for visits, and how many of them lie between two dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from visitplan.domain.place import PlaceKind
from visitplan.domain.policy import Policy
from visitplan.domain.value import WEEKDAYS

REACH = 366
"""How many days ahead a lawful day is looked for, and how far holidays are known."""

ONE = timedelta(days=1)
SATURDAY = 5


def days_after(on: date, days: int) -> date | None:
    """Return the date so many days later; None where calendars end before it."""
    ordinal = on.toordinal() + days
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


@dataclass(frozen=True)
class WorkingDays:
    """The days of a policy that are neither rest days nor holidays.

    Working days, by which notices are counted, are those of them from Monday to Friday: where
    visits are permitted on a Saturday, letters are still not read by then.
    """

    policy: Policy
    today: date

    def are(self, on: date) -> bool:
        """Tell whether a date is a working day."""
        return on.weekday() < SATURDAY and self._is_open(on)

    def _is_open(self, on: date) -> bool:
        rests = WEEKDAYS[on.weekday()] in self.policy.rest_days
        return not rests and on not in self.policy.holidays

    def days_before(self, visit: date, days: int, *, working: bool) -> date:
        """Return the last day with so many days after it, up to and including ``visit``.

        Of working days those of two years back are counted; before them there is no such day.
        """
        if not working:
            return date.fromordinal(max(1, visit.toordinal() - days))
        if (visit, days) not in self._before:
            self._before[visit, days] = self._last_with(visit, days)
        return self._before[visit, days]

    def _last_with(self, visit: date, days: int) -> date:
        on = visit
        for _ in range(2 * REACH):
            if days <= 0:
                return on
            days -= self.are(on)
            on -= ONE
        return date.min

    @cached_property
    def _before(self) -> dict[tuple[date, int], date]:
        return {}

    @cached_property
    def next_open(self) -> date | None:
        """The first day after today on which hours are permitted, within a year."""
        hours = self.policy.permitted_hours
        return next(
            (on for on in self._ahead() if self._is_open(on) and hours.get(WEEKDAYS[on.weekday()])),
            None,
        )

    def next_open_at(self, kind: PlaceKind) -> date | None:
        """Return the first such day on which a kind of place has hours too, within a year."""
        hours, here = self.policy.permitted_hours, self.policy.place_hours.get(kind, {})
        open_ = {day for day in WEEKDAYS if hours.get(day) and here.get(day)}
        return next(
            (on for on in self._ahead() if self._is_open(on) and WEEKDAYS[on.weekday()] in open_),
            None,
        )

    def _ahead(self) -> Iterator[date]:
        return (self.today + n * ONE for n in range(1, REACH + 1))
