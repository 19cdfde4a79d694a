"""Stays: whether the whole time at a door, from arrival to departure, lies in open hours."""

from collections.abc import Iterator

from visitplan.verification.breach import Breach
from visitplan.verification.daylight import SLACK
from visitplan.verification.hours import (
    barred_spans,
    daylight_spans,
    permitted_spans,
    place_spans,
    quiet_spans,
    special_spans,
)
from visitplan.verification.moment import second_of
from visitplan.verification.question import Question
from visitplan.verification.spans import Span, seconds_inside, seconds_outside, spans_of


def stays_follow_their_approval(question: Question, stay: Span) -> Iterator[Breach]:
    """No arrival before the approval was given."""
    given = question.case.approved_at
    if given is not None and stay.opening < second_of(given):
        early = second_of(given) - stay.opening
        yield Breach("approval_given", "arrives before the approval was given", seconds=early)


def approvals_outlast_the_stays(question: Question, stay: Span) -> Iterator[Breach]:
    """No departure after the approval expired."""
    expiry = question.case.approved_until
    if expiry is not None and stay.closing > second_of(expiry):
        late = stay.closing - second_of(expiry)
        yield Breach("approval_expired", "departs after the approval expired", seconds=late)


def stays_within_permitted_hours(question: Question, stay: Span) -> Iterator[Breach]:
    """Every stay lies wholly inside the hours of the weekday."""
    outside = seconds_outside(permitted_spans(question), stay)
    if outside is None:
        detail = "no visits are permitted on this weekday"
        yield Breach("permitted_hours", detail, ("permitted_hours",))
    elif outside:
        detail = "stays outside of the permitted hours"
        yield Breach("permitted_hours", detail, ("permitted_hours",), outside)


def stays_within_special_hours(question: Question, stay: Span) -> Iterator[Breach]:
    """Every stay lies in the hours of the date too, where it has its own."""
    special = special_spans(question)
    if special is not None and seconds_outside(special, stay) != 0:
        detail = "stays outside of the hours of this date"
        yield Breach("special_hours", detail, ("special_hours",), seconds_outside(special, stay))


def stays_within_hours_of_their_place(question: Question, stay: Span) -> Iterator[Breach]:
    """Every stay lies in the hours of its kind of place too, where a rule gives it some."""
    here = place_spans(question)
    if here is not None and seconds_outside(here, stay) != 0:
        detail = f"stays outside of the hours of a place of kind {question.case.place_kind}"
        yield Breach("place_hours", detail, ("place_hours",), seconds_outside(here, stay))


def stays_keep_quiet_hours(question: Question, stay: Span) -> Iterator[Breach]:
    """No stay reaches into quiet hours."""
    inside = seconds_inside(quiet_spans(question), stay)
    if inside:
        yield Breach("quiet_hours", "stays in quiet hours", ("quiet_hours",), inside)


def stays_are_by_daylight(question: Question, stay: Span) -> Iterator[Breach]:
    """Every stay lies between sunrise and sunset, where the policy asks for daylight."""
    light = daylight_spans(question, SLACK) if question.policy.daylight_only else (stay,)
    outside = seconds_outside(light, stay)
    if outside != 0:
        yield Breach("daylight", "stays after dark", ("daylight_only",), outside)


def stays_keep_barred_hours(question: Question, stay: Span) -> Iterator[Breach]:
    """No stay reaches into hours in which the customer wants nobody."""
    inside = seconds_inside(barred_spans(question), stay)
    if inside:
        detail = "stays when the customer wants nobody"
        yield Breach("barred_hours", detail, ("customer_may_bar_hours",), inside)


def stays_within_customer_windows(question: Question, stay: Span) -> Iterator[Breach]:
    """Every stay, or its start where the policy says so, lies in one of the customer's windows."""
    whole = question.policy.window_bounds == "whole"
    bound = stay if whole else Span(stay.opening, stay.opening)
    outside = seconds_outside(spans_of(question.case.windows), bound)
    if outside:
        detail = "stays outside of the customer's hours"
        yield Breach("customer_window", detail, ("window_bounds",), outside)
