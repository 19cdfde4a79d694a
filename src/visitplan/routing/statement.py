"""The day's problem in whole numbers: solver-free, and free of names, addresses and debts.

Times are seconds since midnight, distances metres, money ticks (1/18,000 minor unit). Visits,
shifts and locations are numbered from 0; a location is a row of the travel tables. Every search
and the OR-Tools model read this and nothing else.
"""

import itertools
from collections.abc import Container, Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import model_validator

from visitplan.domain.travel import UNREACHABLE
from visitplan.domain.value import Value
from visitplan.routing.table import Table

Span = tuple[int, int]


class VisitTerms(Value):
    """One visit: ``arrivals`` are the spans (both ends included) in which its stay may begin.

    They already hold all windows, permitted hours and pinned times. ``shifts`` may serve it;
    ``shift_prices`` holds what each shift of the statement is charged for serving it, allowed or
    not (empty: nothing). ``after`` are visits which, when both are planned, come before this one
    on the same route.
    """

    location: int
    arrivals: tuple[Span, ...]
    service: int
    setup: int
    penalty: int
    shifts: tuple[int, ...]
    shift_prices: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    def price_on(self, shift: int) -> int:
        """Return what a shift is charged for serving this visit."""
        return self.shift_prices[shift] if self.shift_prices else 0


class BreakTerms(Value):
    """A break of ``duration`` within ``earliest`` (start) and ``latest`` (end)."""

    earliest: int
    latest: int
    duration: int
    paid: bool


class PayTerms(Value):
    """The price of a route that is used.

    ``fixed + per_second × max(paid time, minimum) + Σ tier + per_metre × metres + per_visit ×
    visits``. A tier ``(beyond, premium)`` charges ``premium`` for each paid second beyond, on top
    of the earlier tiers (marginal, so the sum is convex). With ``whole_shift`` the paid time is
    that number of seconds, however long the route is.
    """

    fixed: int
    per_second: int
    minimum: int
    tiers: tuple[tuple[int, int], ...]
    per_metre: int
    per_visit: int
    whole_shift: int | None = None


class ShiftTerms(Value):
    """One shift: leave from ``start`` and reach ``end`` (None: open) within its hours.

    ``excludes`` are the shifts that are not used together with this one, since somebody would
    have to be in two crews; they exclude this one in turn.
    """

    opening: int
    closing: int
    profile: int
    start: int
    end: int | None
    breaks: tuple[BreakTerms, ...]
    pay: PayTerms
    maximum: int | None = None
    excludes: tuple[int, ...] = ()


class Pace(Value):
    """How travel goes at some hours: one square table of times, one of distances per profile."""

    seconds: tuple[Table, ...]
    metres: tuple[Table, ...]


class Statement(Value):
    """The whole problem; ``seconds`` and ``metres`` hold one square table per travel profile.

    They are the first of the day's paces, ``others`` the rest. ``hours`` are pairs (begins, number
    of the pace), sorted, the first from 0 on: by the clock, travel goes at this pace or that.
    """

    visits: tuple[VisitTerms, ...]
    shifts: tuple[ShiftTerms, ...]
    seconds: tuple[Table, ...]
    metres: tuple[Table, ...]
    others: tuple[Pace, ...] = ()
    hours: tuple[tuple[int, int], ...] = ((0, 0),)

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        """Refuse whatever would abort or mislead a solver (it aborts the whole process)."""
        tables = [table for pace in self.paces for table in pace.seconds + pace.metres]
        sizes = {len(table) for table in tables}
        counts = {len(tables) for pace in self.paces for tables in (pace.seconds, pace.metres)}
        if len(sizes) > 1 or len(counts) > 1:
            raise ValueError("travel tables are square and of one size")
        if any((table.array < UNREACHABLE).any() for table in tables):
            raise ValueError("travel is never negative")
        self._check_hours()
        locations, profiles = range(next(iter(sizes), 0)), range(len(self.seconds))
        for visit in self.visits:
            self._check_visit(visit, locations)
        for shift in self.shifts:
            self._check_shift(shift, locations, profiles)
        self._check_exclusions()
        return self

    def _check_hours(self) -> None:
        begins = [begin for begin, _ in self.hours]
        if begins[:1] != [0] or any(a >= b for a, b in itertools.pairwise(begins)):
            raise ValueError("the hours of travel begin at 0, one after the other")
        if any(pace not in range(len(self.paces)) for _, pace in self.hours):
            raise ValueError("the hours of travel name paces that exist")

    def _check_visit(self, visit: VisitTerms, locations: range) -> None:
        if visit.location not in locations:
            raise ValueError("a visit's location is a row of the travel tables")
        if not visit.arrivals or any(not 0 <= a <= b for a, b in visit.arrivals):
            raise ValueError("a visit has arrival spans that begin before they end")
        if any(a[1] >= b[0] for a, b in zip(visit.arrivals, visit.arrivals[1:], strict=False)):
            raise ValueError("arrival spans are sorted and apart")
        if min(visit.shifts, default=0) < 0 or max(visit.shifts, default=-1) >= len(self.shifts):
            raise ValueError("a visit's shifts exist")
        if visit.shift_prices and len(visit.shift_prices) != len(self.shifts):
            raise ValueError("a visit has a price on every shift, or on none")
        if any(earlier not in range(len(self.visits)) for earlier in visit.after):
            raise ValueError("the visits that come before another one exist")
        if min(visit.service, visit.setup, visit.penalty, *visit.shift_prices) < 0:
            raise ValueError("a visit's times and prices are not negative")

    @staticmethod
    def _check_shift(shift: ShiftTerms, locations: range, profiles: range) -> None:
        if shift.start not in locations or (shift.end is not None and shift.end not in locations):
            raise ValueError("a shift starts and ends at rows of the travel tables")
        if shift.profile not in profiles or not 0 <= shift.opening <= shift.closing:
            raise ValueError("a shift has a travel profile and opens before it closes")
        if any(
            not 0 < rest.duration <= rest.latest - rest.earliest or rest.earliest < 0
            for rest in shift.breaks
        ):
            raise ValueError("a break fits its window")
        pay, maximum = shift.pay, shift.maximum or 0
        rates = (pay.fixed, pay.per_second, pay.minimum, pay.per_metre, pay.per_visit, maximum)
        if min(rates + tuple(itertools.chain(*pay.tiers)) + (pay.whole_shift or 0,)) < 0:
            raise ValueError("a shift's prices and its maximum of visits are not negative")

    def _check_exclusions(self) -> None:
        for number, shift in enumerate(self.shifts):
            for other in shift.excludes:
                if other == number or other not in range(len(self.shifts)):
                    raise ValueError("a shift excludes others, which exist")
                if number not in self.shifts[other].excludes:
                    raise ValueError("shifts exclude each other")

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other fields; nothing worked out of the old ones stays with it."""
        copied = super().model_copy(update=update, deep=deep)
        for remembered in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[remembered]
        return copied

    @property
    def paces(self) -> tuple[Pace, ...]:
        """Every pace of the day; ``hours`` number them."""
        first: Pace = Pace.model_construct(seconds=self.seconds, metres=self.metres)
        return (first, *self.others)

    @property
    def by_hour(self) -> bool:
        """Whether it matters when somebody travels."""
        return len(self.hours) > 1

    @cached_property
    def excludes_any(self) -> bool:
        """Whether any two shifts are not used together."""
        return any(shift.excludes for shift in self.shifts)

    def is_excluded(self, shift: int, used: Container[int]) -> bool:
        """Return whether a shift cannot be used together with one of these."""
        return any(other in used for other in self.shifts[shift].excludes)

    @cached_property
    def pinned_orders(self) -> tuple[tuple[int, int], ...]:
        """Pairs of visits (earlier, later) that keep their order when both are planned."""
        return tuple(
            (earlier, later) for later, visit in enumerate(self.visits) for earlier in visit.after
        )

    @property
    def horizon(self) -> int:
        """The last second of any shift."""
        return max((shift.closing for shift in self.shifts), default=0)


class TimedRoute(Value):
    """A shift's visits in order with their arrivals, and the breaks taken inside the route.

    A break is (number among the shift's breaks, start).
    """

    shift: int
    visits: tuple[int, ...]
    arrivals: tuple[int, ...]
    leaves: int
    ends: int
    breaks: tuple[tuple[int, int], ...] = ()


class Answer(Value):
    """What a search found: used routes by shift, and the objective in ticks."""

    routes: tuple[TimedRoute, ...]
    objective: int
