"""May we go? One rule is one function: the reason why not, or None.

``RULES`` is the whole law of the gate, in the order in which refusals are shown. A pack's or the
ledger's rule is one more function there. Reasons are plain words without names or addresses.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.hours import (
    lawful_hours,
    permitted_hours,
    visit_windows,
    wanted_hours,
)

Rule = Callable[[Case, Day], str | None]


def status_is_visitable(case: Case, day: Day) -> str | None:
    """Refuse a case whose status the policy does not list."""
    if case.status in day.policy.visitable_statuses:
        return None
    return (
        f"its status is {case.status}; the policy allows {_listed(day.policy.visitable_statuses)}"
    )


def approval_is_named(case: Case, _day: Day) -> str | None:
    """Refuse a visit that nobody has approved by name and time."""
    missing = [
        what
        for what, value in (("who approved it", case.approved_by), ("when", case.approved_at))
        if not value
    ]
    return f"the approval does not say {' and '.join(missing)}" if missing else None


def approval_has_begun(case: Case, day: Day) -> str | None:
    """Refuse a visit approved only from a later day on."""
    if case.approved_at is None or _date(case.approved_at, day) <= day.date:
        return None
    return f"it is approved only from {_date(case.approved_at, day)} on"


def approval_has_not_expired(case: Case, day: Day) -> str | None:
    """Refuse a visit whose approval ended before the planning day."""
    if case.approved_until is None or _date(case.approved_until, day) >= day.date:
        return None
    return f"its approval expired on {_date(case.approved_until, day)}"


def no_hold_is_on(case: Case, day: Day) -> str | None:
    """Refuse a case with a hold that blocks visits."""
    holds = [hold for hold in case.holds if hold in day.policy.blocking_holds]
    return f"on hold: {_listed(holds)}" if holds else None


def day_is_no_rest_day(_case: Case, day: Day) -> str | None:
    """Refuse every visit on a rest day."""
    return f"{day.date:%A} is a rest day" if day.weekday in day.policy.rest_days else None


def day_is_no_holiday(_case: Case, day: Day) -> str | None:
    """Refuse every visit on a holiday."""
    return f"{day.date} is a holiday" if day.date in day.policy.holidays else None


def day_has_permitted_hours(_case: Case, day: Day) -> str | None:
    """Refuse every visit on a weekday without permitted hours."""
    return None if permitted_hours(day) else f"no hours are permitted on a {day.date:%A}"


def place_is_known(case: Case, _day: Day) -> str | None:
    """Refuse a visit of which nobody knows where it is, or how to get there."""
    if case.place.problem is not None:
        return case.place.problem
    return None if case.place.point else "nobody has located its place"


def hours_are_left_for_the_visit(case: Case, day: Day) -> str | None:
    """Refuse a visit whose stay fits no hours that customer, policy and approval leave.

    Silent where the day or the dates of the approval leave nothing anyway: their rules say so.
    """
    if visit_windows(case, day) or any(rule(case, day) for rule in _RULES_OF_THE_DATE):
        return None
    if not lawful_hours(case, day):
        return (
            f"the approval does not hold within the permitted hours {_clock(permitted_hours(day))}"
        )
    return (
        f"no {_minutes(case.service_seconds)} min at the door fit "
        f"{_customers_hours(case, day)}the lawful hours {_clock(lawful_hours(case, day))}"
    )


_RULES_OF_THE_DATE: tuple[Rule, ...] = (
    approval_is_named,
    approval_has_begun,
    approval_has_not_expired,
    day_has_permitted_hours,
)

RULES: tuple[Rule, ...] = (
    status_is_visitable,
    approval_is_named,
    approval_has_begun,
    approval_has_not_expired,
    no_hold_is_on,
    day_is_no_rest_day,
    day_is_no_holiday,
    day_has_permitted_hours,
    place_is_known,
    hours_are_left_for_the_visit,
)


def _customers_hours(case: Case, day: Day) -> str:
    return f"the customer's hours {_clock(wanted_hours(case, day))} and " if case.windows else ""


def _date(moment: datetime, day: Day) -> date:
    return moment.astimezone(day.time_zone).date()


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))


def _clock(windows: Iterable[TimeWindow]) -> str:
    return ", ".join(f"{window.opening:%H:%M}–{window.closing:%H:%M}" for window in windows)


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)
