"""The day's problem in whole numbers: solver-free, and free of names, addresses and debts.

Times are seconds since midnight, distances metres, money ticks (1/18,000 minor unit). Visits,
shifts and locations are numbered from 0; a location is a row of the travel tables. Every search
and the OR-Tools model read this and nothing else.
"""

from collections.abc import Container, Mapping
from functools import cached_property
from typing import Any, Self

from pydantic import model_validator

from visitplan.domain.value import Value
from visitplan.routing import soundness
from visitplan.routing.table import Table

Span = tuple[int, int]


class VisitTerms(Value):
    """One visit: ``arrivals`` are the spans (both ends included) in which its stay may begin.

    They already hold all windows, permitted hours and pinned times. ``shifts`` may serve it;
    ``shift_prices`` holds what each shift of the statement is charged for serving it, allowed or
    not (empty: nothing); ``arrival_prices`` what a stay is charged that begins in each of the
    spans (empty: nothing). ``after`` are visits which, when both are planned, come before this one
    on the same route.
    """

    location: int
    arrivals: tuple[Span, ...]
    service: int
    setup: int
    penalty: int
    shifts: tuple[int, ...]
    shift_prices: tuple[int, ...] = ()
    arrival_prices: tuple[int, ...] = ()
    after: tuple[int, ...] = ()

    def price_on(self, shift: int) -> int:
        """Return what a shift is charged for serving this visit."""
        return self.shift_prices[shift] if self.shift_prices else 0

    def price_at(self, arrival: int) -> int:
        """Return what a stay is charged that begins at a moment; nothing outside of the spans."""
        priced = zip(self.arrivals, self.arrival_prices, strict=False)
        return next((price for (a, b), price in priced if a <= arrival <= b), 0)


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


class CapTerms(Value):
    """At most ``maximum`` of ``visits`` are served by ``shifts``, all of them together."""

    maximum: int
    visits: tuple[int, ...]
    shifts: tuple[int, ...]


class Pace(Value):
    """How travel goes at some hours: one square table of times, one of distances per profile."""

    seconds: tuple[Table, ...]
    metres: tuple[Table, ...]


class Statement(Value):
    """The whole problem; ``seconds`` and ``metres`` hold one square table per travel profile.

    They are the first of the day's paces, ``others`` the rest. ``hours`` are pairs (begins, number
    of the pace), sorted, the first from 0 on: by the clock, travel goes at this pace or that.
    ``caps`` are kept by all routes together.
    """

    visits: tuple[VisitTerms, ...]
    shifts: tuple[ShiftTerms, ...]
    seconds: tuple[Table, ...]
    metres: tuple[Table, ...]
    others: tuple[Pace, ...] = ()
    hours: tuple[tuple[int, int], ...] = ((0, 0),)
    caps: tuple[CapTerms, ...] = ()

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        """Refuse whatever would abort or mislead a solver (it aborts the whole process)."""
        soundness.check(self)
        return self

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
    def prices_arrivals(self) -> bool:
        """Whether any stay costs more or less by when it begins."""
        return any(any(visit.arrival_prices) for visit in self.visits)

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
