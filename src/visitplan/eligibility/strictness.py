"""Which of two figures is the stricter: for each kind of rule its own order.

Every function here is a meet: it takes two figures and returns the loosest one that is as strict
as both. It gives the same whatever the order, the grouping and the number of repetitions, and
never anything looser than either; the laws are tested for every field of a policy.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import time
from typing import TypeVar

from visitplan.domain.case import ConsentForm
from visitplan.domain.terms import (
    Ban,
    Cap,
    ConsentDuty,
    Consequence,
    HoldRule,
    HolidayCalendar,
    MinimumGap,
    PlaceOrder,
    RequiredNotice,
    Retention,
    Training,
)
from visitplan.domain.window import ClockSpan

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Meet = Callable[[T, T], T]
Spans = tuple[ClockSpan, ...]


def later_in(order: Sequence[T]) -> Meet[T]:
    """Return the meet of words listed from loose to strict."""
    return lambda a, b: max(a, b, key=order.index)


def union(a: frozenset[T], b: frozenset[T]) -> frozenset[T]:
    """Everything that either asks for or forbids."""
    return a | b


def intersection(a: frozenset[T], b: frozenset[T]) -> frozenset[T]:
    """Only what both allow."""
    return a & b


def highest(a: int, b: int) -> int:
    """Return the larger of two least figures."""
    return max(a, b)


def lowest(a: int, b: int) -> int:
    """Return the smaller of two greatest figures."""
    return min(a, b)


def either(a: bool, b: bool) -> bool:
    """Return whether either rule makes it a duty."""
    return a or b


def by_key(
    meet: Meet[T],
) -> Callable[[Mapping[K, T], Mapping[K, T]], dict[K, T]]:
    """Return the meet of tables: what both speak of is met, the rest stands."""

    def met(a: Mapping[K, T], b: Mapping[K, T]) -> dict[K, T]:
        both = {key: meet(a[key], b[key]) for key in a.keys() & b.keys()}
        return {key: ({**a, **b} | both)[key] for key in sorted(a.keys() | b.keys(), key=str)}

    return met


def common_days(a: Mapping[K, Spans], b: Mapping[K, Spans]) -> dict[K, Spans]:
    """Hours of the week that both permit; a day that either leaves out has none."""
    met = {day: common_hours(a[day], b[day]) for day in a if day in b}
    return {
        day: spans for day, spans in sorted(met.items(), key=lambda item: str(item[0])) if spans
    }


def common_hours(a: Spans, b: Spans) -> Spans:
    """Hours of the clock that both permit."""
    pairs = ((max(x.opening, y.opening), min(x.closing, y.closing)) for x in a for y in b)
    return joined(ClockSpan(opening=first, closing=last) for first, last in pairs if first < last)


def all_hours(a: Spans, b: Spans) -> Spans:
    """Hours of the clock that either forbids."""
    return joined((*a, *b))


def joined(spans: Iterable[ClockSpan]) -> Spans:
    """Return the same hours sorted, those that touch or overlap made one."""
    apart: list[tuple[time, time]] = []
    for opening, closing in sorted((span.opening, span.closing) for span in spans):
        if apart and opening <= apart[-1][1]:
            first, last = apart.pop()
            apart.append((first, max(last, closing)))
        else:
            apart.append((opening, closing))
    return tuple(ClockSpan(opening=opening, closing=closing) for opening, closing in apart)


def ban(a: Ban, b: Ban) -> Ban:
    """Return a ban from which only what both exempt is exempt."""
    return Ban(except_products=a.except_products & b.except_products)


def consent_duty(a: ConsentDuty, b: ConsentDuty) -> ConsentDuty:
    """Ask for the stronger form, for each visit if either does, good for the shorter time."""
    return ConsentDuty(
        form=_stronger_form(a.form, b.form),
        each_visit=a.each_visit or b.each_visit,
        valid_days=shortest(a.valid_days, b.valid_days),
    )


def notice(a: RequiredNotice, b: RequiredNotice) -> RequiredNotice:
    """Ask for more notices, sent earlier, that expire sooner; for the same channels."""
    return a.model_copy(
        update={
            "number": max(a.number, b.number),
            "lead_days": max(a.lead_days, b.lead_days),
            "expires_days": shortest(a.expires_days, b.expires_days),
            "stops_if_answered": a.stops_if_answered or b.stops_if_answered,
            "names_agent": a.names_agent or b.names_agent,
        }
    )


def calendar(a: HolidayCalendar, b: HolidayCalendar) -> HolidayCalendar:
    """Return a calendar that leaves out only the holidays that both leave out."""
    return a.model_copy(update={"excluded": a.excluded & b.excluded})


def hold_rule(a: HoldRule, b: HoldRule) -> HoldRule:
    """Let a hold last longer, reach farther, and be lifted only by whom both name."""
    return HoldRule(
        hold=a.hold,
        consequence=_farther(a.consequence, b.consequence),
        days=None if a.days is None or b.days is None else max(a.days, b.days),
        renewals=max(a.renewals, b.renewals),
        lifted_by=_met_if_said(intersection, a.lifted_by, b.lifted_by),
    )


def cap(a: Cap, b: Cap) -> Cap:
    """Allow the smaller number, and more of it only with the stronger consent."""
    lifts = later_in(("oral", "written", None))(a.more_with, b.more_with)
    return a.model_copy(update={"maximum": min(a.maximum, b.maximum), "more_with": lifts})


def gap(a: MinimumGap, b: MinimumGap) -> MinimumGap:
    """Wait the longer time."""
    return max(a, b, key=lambda each: each.days)


def place_order(a: PlaceOrder, b: PlaceOrder) -> PlaceOrder:
    """Try the first place more often."""
    return max(a, b, key=lambda each: each.attempts)


def training(a: Training, b: Training) -> Training:
    """Ask for the fresher certificate."""
    return Training(kind=a.kind, valid_days=shortest(a.valid_days, b.valid_days))


def retention(a: Retention, b: Retention) -> Retention:
    """Keep at least the longer, at most the shorter time; the two may contradict each other."""
    return Retention(
        category=a.category,
        minimum_days=_met_if_said(highest, a.minimum_days, b.minimum_days),
        maximum_days=shortest(a.maximum_days, b.maximum_days),
    )


_FORMS: tuple[ConsentForm, ...] = ("oral", "written")
_REACHES: tuple[Consequence, ...] = ("no_visit", "no_contact")
_stronger_form = later_in(_FORMS)
_farther = later_in(_REACHES)


def shortest(a: int | None, b: int | None) -> int | None:
    """Return the smaller of two times, None being without end."""
    return _met_if_said(lowest, a, b)


def _met_if_said(meet: Meet[T], a: T | None, b: T | None) -> T | None:
    if a is None or b is None:
        return b if a is None else a
    return meet(a, b)
