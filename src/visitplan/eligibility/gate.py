"""The gate: each case becomes a visit with its lawful windows, or is refused with every rule."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission, Ineligible, Refusal
from visitplan.eligibility.admit import Admitting, admit
from visitplan.eligibility.candidate import Candidate, Circumstances
from visitplan.eligibility.ledger import Ledger, ledger_of
from visitplan.eligibility.refusal import Signatures
from visitplan.eligibility.rules import RULES, Rule, rules_that_speak
from visitplan.eligibility.sharing import crowded_out
from visitplan.eligibility.shifts import Duty, barred_shifts


def gate(day: Day, ledger: Ledger | None = None) -> Admission:
    """Return the visits of the day, the cases refused, and the shifts that may not be worked.

    The day's places are located. Each case is in exactly one of ``visits`` and ``ineligible``,
    both sorted by case id, whatever the order of the day's rows. ``ledger`` is what happened
    before (None: the day's own contacts).
    """
    circumstances = Circumstances(day, _ledger(day) if ledger is None else ledger)
    cases = sorted(day.cases, key=lambda case: case.id)
    candidates = [Candidate(case, circumstances) for case in cases]
    signed, pins = Signatures(day.policy), _pins(day)
    rules = rules_that_speak(day.policy)
    refusals = {each.case.id: _refusals(each, rules, signed) for each in candidates}
    open_ones = [each for each in candidates if not refusals[each.case.id]]
    refusals |= crowded_out(open_ones, circumstances, pinned=pins.keys(), signed=signed)
    barred = barred_shifts(day)
    closed = {shift.shift_id for shift in barred}
    admitting = Admitting(
        duty=Duty(day, [shift for shift in day.shifts if shift.id not in closed]),
        pins=pins,
        admitted=frozenset(case_id for case_id, refused in refusals.items() if not refused),
    )
    return Admission(
        visits=tuple(admit(each, admitting) for each in open_ones if not refusals[each.case.id]),
        ineligible=tuple(
            Ineligible(case_id=case_id, refusals=refused)
            for case_id, refused in refusals.items()
            if refused
        ),
        barred=barred,
    )


def refusals_of(case: Case, day: Day) -> tuple[Refusal, ...]:
    """Return a refusal by every rule that refuses the case, in the order of the rules.

    What other visits of the day leave no room for is not among them.
    """
    candidate = Candidate(case, Circumstances(day, _ledger(day)))
    return _refusals(candidate, RULES, Signatures(day.policy))


def _refusals(
    candidate: Candidate, rules: Sequence[Rule], signed: Signatures
) -> tuple[Refusal, ...]:
    refusals = tuple(
        signed.refuse(rule.__name__, objection) for rule in rules for objection in rule(candidate)
    )
    candidate.forget_the_past()
    return refusals


def _ledger(day: Day) -> Ledger:
    return ledger_of(day.contacts, day.cases, day.time_zone)


def _pins(day: Day) -> Mapping[Id, tuple[Pin, ...]]:
    pins: dict[Id, tuple[Pin, ...]] = defaultdict(tuple)
    for pin in day.pins:
        pins[pin.case_id] += (pin,)
    return pins
