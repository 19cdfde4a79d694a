"""The gate: each case becomes a visit with its lawful windows, or is refused with every rule."""

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.visit import Admission, Ineligible, Refusal
from visitplan.eligibility.admit import admit
from visitplan.eligibility.refusal import refuse
from visitplan.eligibility.rules import RULES
from visitplan.eligibility.shifts import barred_shifts


def gate(day: Day) -> Admission:
    """Return the visits of the day, the cases refused, and the shifts that may not be worked.

    The day's places are located. Each case is in exactly one of ``visits`` and ``ineligible``,
    both sorted by case id, whatever the order of the day's rows.
    """
    cases = sorted(day.cases, key=lambda case: case.id)
    refusals = {case.id: refusals_of(case, day) for case in cases}
    admitted = frozenset(case.id for case in cases if not refusals[case.id])
    barred = barred_shifts(day)
    closed = {shift.shift_id for shift in barred}
    on_duty = tuple(shift for shift in day.shifts if shift.id not in closed)
    return Admission(
        visits=tuple(
            admit(case, day, on_duty=on_duty, admitted=admitted)
            for case in cases
            if case.id in admitted
        ),
        ineligible=tuple(
            Ineligible(case_id=case.id, refusals=refusals[case.id])
            for case in cases
            if case.id not in admitted
        ),
        barred=barred,
    )


def refusals_of(case: Case, day: Day) -> tuple[Refusal, ...]:
    """Return a refusal by every rule that refuses the case, in the order of the rules."""
    verdicts = ((rule.__name__, rule(case, day)) for rule in RULES)
    return tuple(refuse(name, reason, day.policy) for name, reason in verdicts if reason)
