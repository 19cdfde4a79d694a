"""Which holds of a case forbid a visit on a day, by the rules that the policy has for them."""

from datetime import date, timedelta

from visitplan.domain.case import Case, DatedHold, Hold
from visitplan.domain.policy import Policy
from visitplan.domain.terms import HoldRule


def forbidding(case: Case, policy: Policy, on: date) -> tuple[DatedHold, ...]:
    """Return the holds of a case that forbid a visit on a day, by code; each code once or more."""
    if not case.holds and not case.dated_holds:
        return ()
    holds = (*(DatedHold(hold=hold) for hold in set(case.holds)), *case.dated_holds)
    found = (each for each in holds if blocks(each.hold, policy) and is_in_force(each, policy, on))
    return tuple(sorted(found, key=lambda each: each.hold))


def blocks(hold: Hold, policy: Policy) -> bool:
    """Tell whether a kind of hold forbids visits while it is in force."""
    return hold in policy.blocking_holds or hold == "unknown" or rule_of(hold, policy) is not None


def is_in_force(held: DatedHold, policy: Policy, on: date) -> bool:
    """Tell whether a hold has begun by a day and has neither ended nor been lifted before."""
    last = last_day(held, policy)
    lifted = lifted_on(held, policy)
    has_begun = held.starts is None or held.starts <= on
    return has_begun and (last is None or on <= last) and (lifted is None or on < lifted)


def last_day(held: DatedHold, policy: Policy) -> date | None:
    """Return the day after which a hold ends by itself; None where it does not.

    Where rules speak of it, it lasts as long as they ask for; one that nobody could name, or for
    which the case names no end, does not end by itself.
    """
    if held.ends is None or held.hold == "unknown":
        return None
    rule = rule_of(held.hold, policy)
    if rule is None:
        return held.ends
    if rule.days is None or held.starts is None:
        return None
    return max(held.ends, held.starts + timedelta(days=rule.days - 1))


def lifted_on(held: DatedHold, policy: Policy) -> date | None:
    """Return from when on a hold is lifted by somebody named, who may; None where it is not."""
    rule = rule_of(held.hold, policy)
    allowed = rule.lifted_by if rule else None
    may = held.lifted_by is not None and (allowed is None or held.lifted_role in allowed)
    return held.lifted_on if may else None


def rule_of(hold: Hold, policy: Policy) -> HoldRule | None:
    """Return what the policy says of a hold; None where it says nothing."""
    return next((rule for rule in policy.hold_rules if rule.hold == hold), None)
