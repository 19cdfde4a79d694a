"""Rules about the day: rest days, holidays, permitted hours, daylight, and what is left of it."""

from collections.abc import Iterable, Iterator

from visitplan.domain.window import TimeWindow
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection


def day_is_no_rest_day(candidate: Candidate) -> Iterator[Objection]:
    """Refuse every visit on a rest day."""
    if candidate.day.weekday in candidate.policy.rest_days:
        next_open = candidate.working.next_open
        yield Objection(f"{candidate.on:%A} is a rest day", next_open, candidate.day.weekday)


def day_is_no_holiday(candidate: Candidate) -> Iterator[Objection]:
    """Refuse every visit on a holiday."""
    if candidate.on in candidate.policy.holidays:
        yield Objection(f"{candidate.on} is a holiday", candidate.working.next_open)


def day_has_permitted_hours(candidate: Candidate) -> Iterator[Objection]:
    """Refuse every visit on a day without permitted hours."""
    if not candidate.permitted:
        reason = f"no hours are permitted on a {candidate.on:%A}"
        yield Objection(reason, candidate.working.next_open)


def day_has_daylight(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit by daylight alone where the sun does not rise."""
    if candidate.policy.daylight_only and candidate.case.place.point and not candidate.bright:
        yield Objection("visits are by daylight, and the sun does not rise")


def hours_are_left_for_the_visit(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit whose stay fits no hours that customer, policy and approval leave.

    Silent where the day or the dates of the approval leave nothing anyway: their rules say so.
    """
    if candidate.windows or _nothing_was_left(candidate):
        return
    if candidate.lawful:
        reason = (
            f"no {-(-candidate.case.service_seconds // 60)} min at the door fit "
            f"{_customers_hours(candidate)}the lawful hours {clock(candidate.lawful)}"
        )
    else:
        left = "leave nothing of the permitted hours"
        reason = f"{_what_closes(candidate)} {left} {clock(candidate.permitted_here)}"
    yield Objection(reason, term=_closed_place(candidate), field=_closing_field(candidate))


def _closing_field(candidate: Candidate) -> str | None:
    """Return the field that closes what would else be open; None where it is the hours alone."""
    if _closed_place(candidate):
        return "place_hours"
    return "customer_may_bar_hours" if _is_barred_alone(candidate) else None


def _is_barred_alone(candidate: Candidate) -> bool:
    """Tell whether the visit would fit if the customer barred nothing."""
    if not candidate.case.barred:
        return False
    free = candidate.case.model_copy(update={"barred": ()})
    return bool(Candidate(free, candidate.circumstances).windows)


def _closed_place(candidate: Candidate) -> str | None:
    kind = candidate.case.place_kind
    return kind if kind in candidate.policy.place_hours else None


def clock(windows: Iterable[TimeWindow]) -> str:
    """Return hours as the clock has them: ``08:00–12:00, 13:00–18:00``."""
    return ", ".join(f"{window.opening:%H:%M}–{window.closing:%H:%M}" for window in windows)


def _nothing_was_left(candidate: Candidate) -> bool:
    case, on = candidate.case, candidate.on
    since, until = case.approved_at, case.approved_until
    return (
        not candidate.permitted_here
        or not case.approved_by
        or since is None
        or candidate.date_of(since) > on
        or (until is not None and candidate.date_of(until) < on)
        or (candidate.policy.daylight_only and not candidate.bright)
    )


def _customers_hours(candidate: Candidate) -> str:
    if not candidate.case.windows:
        return ""
    return f"the customer's hours {clock(candidate.wanted)} and "


def _what_closes(candidate: Candidate) -> str:
    closing = ["the hours of the approval"]
    closing += ["the hours that the customer bars"] if candidate.case.barred else []
    closing += ["daylight"] if candidate.policy.daylight_only else []
    return " and ".join(closing)
