"""Rules about how often and how soon again: caps and gaps, over a debt, a person, an address."""

from collections.abc import Iterator
from datetime import date, timedelta

from visitplan.domain.terms import Cap, CapScope, Counting, MinimumGap
from visitplan.eligibility.about_consent import has_consent_in
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection
from visitplan.eligibility.working_days import days_after


def caps_leave_room(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit that would be one too many within the window of a cap."""
    for cap in candidate.policy.caps:
        if "visit" not in cap.channels:
            continue
        first = _first_day(cap, candidate.on)
        within = [on for on in _counted(candidate, cap) if on >= first]
        if len(within) < cap.maximum or _is_lifted(cap, candidate):
            continue
        yield Objection(
            f"{_number(len(within), cap.counts)} {_over(cap.per)} {_within(cap)}; {cap.maximum} "
            f"{'is' if cap.maximum == 1 else 'are'} allowed, the visit included",
            _room_from(cap, within, candidate.on),
            cap,
        )


def gaps_have_passed(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit too soon after another contact or attempt."""
    for gap in candidate.policy.gaps:
        events = _counted(candidate, gap)
        last = max(events, default=None)
        if last is not None and (candidate.on - last).days < gap.days:
            yield Objection(
                f"the last of the {gap.counts} {_over(gap.per)} was on {last}; "
                f"{gap.days} days lie between",
                days_after(last, gap.days),
                gap,
            )


def _counted(candidate: Candidate, rule: Cap | MinimumGap) -> list[date]:
    """Return the days of what a rule counts, up to the planning day."""
    every = rule.counts == "attempts"
    return [
        event.on
        for event in candidate.past(rule.per)
        if event.channel in rule.channels and (every or event.reached)
    ]


def _first_day(cap: Cap, on: date) -> date:
    if cap.days is not None:
        return date.fromordinal(max(1, on.toordinal() - cap.days + 1))
    if cap.calendar == "day":
        return on
    return on.replace(day=1) if cap.calendar == "month" else on - timedelta(days=on.weekday())


def _room_from(cap: Cap, within: list[date], on: date) -> date | None:
    """Return the first day on which the cap leaves room; None where it never does."""
    if cap.maximum == 0:
        return None
    if cap.days is not None:
        return days_after(sorted(within)[-cap.maximum], cap.days)
    if cap.calendar == "day":
        return on + timedelta(days=1)
    if cap.calendar == "week":
        return on + timedelta(days=7 - on.weekday())
    return (on.replace(day=28) + timedelta(days=4)).replace(day=1)


def _is_lifted(cap: Cap, candidate: Candidate) -> bool:
    return cap.more_with is not None and has_consent_in(candidate, cap.more_with)


def _number(number: int, counted: Counting) -> str:
    return f"{number} {counted if number != 1 else counted.removesuffix('s')}"


def _over(scope: CapScope) -> str:
    words = {"debt": "of this debt", "debtor": "of this person", "household": "at this address"}
    return words[scope]


def _within(cap: Cap) -> str:
    return f"within {cap.days} days" if cap.days is not None else f"in this {cap.calendar}"
