"""What would admit a case that the gate refused: longer hours, an approval, another day.

No change is ever looked for that would end a hold, a ban or a missing notice: those protect
somebody, and only time or whoever set them may lift them.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.visit import Ineligible
from visitplan.domain.window import TimeWindow
from visitplan.explanation.proposal import (
    Proposal,
    Stretching,
    approved_until,
    earlier,
    later,
    window_longer,
    with_window,
)
from visitplan.explanation.told import AT_MOST_ASKED_FIRST
from visitplan.reasons.bench import Bench
from visitplan.reasons.dates import other_days
from visitplan.reasons.hours import least_minutes
from visitplan.reasons.remedies import Admitted, first_admitted
from visitplan.routing.insertion import Placement, cheapest_insertion

OF_APPROVAL = frozenset(
    {
        "status_is_visitable",
        "approval_is_named",
        "approval_has_begun",
        "approval_has_not_expired",
    }
)
APPROVABLE = frozenset({"approved", "proposed"})
"""Whoever paid, or whose case is withdrawn or closed, is not visited by approving it anew."""
OF_HOURS = frozenset({"hours_are_left_for_the_visit"})


def remedies_of_refused(bench: Bench, refused: Ineligible, *, at_most: int) -> tuple[Admitted, ...]:
    """Return so many remedies of a refused case at most, of different kinds, the smallest first.

    Each was planned and verified.
    """
    case_id = refused.case_id
    found = (first_admitted(bench, case_id, kind) for kind in _kinds(bench, refused))
    return tuple(islice((each for each in found if each), at_most))


def _kinds(bench: Bench, refused: Ineligible) -> Iterator[Iterable[Proposal]]:
    rules = {refusal.rule for refusal in refused.refusals}
    case, is_known = bench.cases[refused.case_id], refused.case_id in bench.numbers
    may_stretch = is_known and rules <= OF_HOURS
    stretches = list(_longer_windows(bench, case)) if may_stretch else []
    stretches.sort(key=lambda proposal: proposal.size)
    yield [each for each in stretches if each.size <= AT_MOST_ASKED_FIRST]
    if is_known and rules <= OF_APPROVAL and case.status in APPROVABLE:
        yield _approved(bench, case)
    yield other_days(bench, case.id)
    yield [each for each in stretches if each.size > AT_MOST_ASKED_FIRST]


def _approved(bench: Bench, case: Case) -> Iterator[Proposal]:
    day = approved_until(bench.day, case.id)
    place = _place(bench, case.id, day)
    if place:
        shift_id = bench.stated.shifts[place.route.shift].id
        change = f"somebody approved it for {day.date}, by name and time"
        yield Proposal("approval", change, 1, shift_id, day)


def _longer_windows(bench: Bench, case: Case) -> Iterator[Proposal]:
    for window in case.windows:
        for stretch in (later, earlier):
            found = least_minutes(partial(_placed_in, bench, case.id, window, stretch))
            if found:
                much = stretch(found[0])
                shift_id = bench.stated.shifts[found[1].route.shift].id
                day = with_window(bench.day, case.id, window, much)
                yield Proposal("hours", window_longer(window, much), found[0], shift_id, day)


def _placed_in(
    bench: Bench, case_id: str, window: TimeWindow, stretch: Stretching, seconds: int
) -> Placement | None:
    return _place(bench, case_id, with_window(bench.day, case_id, window, stretch(seconds)))


def _place(bench: Bench, case_id: str, day: Day) -> Placement | None:
    """Return the cheapest place for a case on a changed day, if the gate lets it through."""
    visit = bench.admitted(day, case_id)
    if visit is None:
        return None
    below = visit.penalty * TICKS_PER_MINOR_UNIT
    gaps = bench.asking(bench.gaps(), visit)
    return cheapest_insertion(gaps, bench.numbers[case_id], below=below)
