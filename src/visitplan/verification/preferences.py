"""What a route costs by the preferences of balance, read anew from the day.

The yardsticks are the plan's own, since they are what the day was dealt by; whether they may be
right is checked first.
"""

from collections import Counter
from collections.abc import Iterator

from visitplan.domain.balance import FAIR_TIME_STEPS
from visitplan.domain.case import Case
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.moment import second_of
from visitplan.verification.pricing import TICKS_PER_HOURLY_SECOND, unpaid_seconds


def yardsticks_are_of_the_day(evidence: Evidence) -> Iterator[Violation]:
    """Each shift has at most one yardstick, and each case belongs to at most one area."""
    yardsticks = evidence.plan.yardsticks
    shifts = Counter(each.shift_id for each in yardsticks)
    cases = Counter(case_id for each in yardsticks for case_id in each.area)
    for shift_id, times in shifts.items():
        if times > 1:
            detail = "a shift has more than one yardstick"
            yield Violation(rule="yardstick", detail=detail, shift_id=shift_id)
    for case_id, times in cases.items():
        if times > 1:
            detail = "a case belongs to more than one area"
            yield Violation(rule="yardstick", detail=detail, case_id=case_id)


def fair_shares_follow_the_hours(evidence: Evidence) -> Iterator[Violation]:
    """Shares are to hours as all shares are to all hours; so they were when they were dealt."""
    if evidence.plan.manifest.replanned_at is not None:
        return
    shares = {
        each.shift_id: (each.fair_seconds, evidence.shifts[each.shift_id].hours.seconds)
        for each in evidence.plan.yardsticks
        if each.shift_id in evidence.shifts
    }
    work = sum(share for share, _ in shares.values())
    hours = sum(own for _, own in shares.values())
    for shift_id, (share, own) in shares.items():
        # Each share was rounded down by less than a second, their sum by less than one each.
        too_small = (share + 1) * hours < work * own
        if too_small or share * hours > (work + len(shares)) * own:
            detail = "the fair share does not follow the shift's hours"
            yield Violation(rule="fair_share", detail=detail, shift_id=shift_id)


def preference_ticks(evidence: Evidence, worked: Worked) -> dict[str, int]:
    """Return the price of each preference on a route, by its term of the cost, in ticks."""
    balance = evidence.day.balance
    met = (evidence.cases.get(stop.case_id) for stop in worked.route.stops)
    cases = [case for case in met if case is not None]
    others = sum(_sends_another(evidence, case, worked) for case in cases)
    crossings = sum(_crosses(evidence, case, worked) for case in cases)
    return {
        "fair_time": _fair_time(evidence, worked),
        "other_agent": balance.other_agent_per_visit * others * TICKS_PER_MINOR_UNIT,
        "crossing": balance.crossing_per_visit * crossings * TICKS_PER_MINOR_UNIT,
    }


def _fair_time(evidence: Evidence, worked: Worked) -> int:
    route, price = worked.route, evidence.day.balance.fair_time_per_hour
    time = second_of(route.ends) - second_of(route.leaves) - unpaid_seconds(route.breaks)
    shares = [y.fair_seconds for y in evidence.plan.yardsticks if y.shift_id == worked.shift.id]
    beyond = sum(
        max(0, time - share * step // 100) for share in shares if share for step in FAIR_TIME_STEPS
    )
    return price * beyond * TICKS_PER_HOURLY_SECOND // len(FAIR_TIME_STEPS)


def _crosses(evidence: Evidence, case: Case, worked: Worked) -> bool:
    return evidence.areas.get(case.id, worked.agent.id) not in worked.shift.crew


def _sends_another(evidence: Evidence, case: Case, worked: Worked) -> bool:
    last = evidence.earlier_calls.get(case.debtor)
    if last is None or last.agent_id in worked.shift.crew:
        return False
    return _could_go(evidence, case, last.agent_id)


def _could_go(evidence: Evidence, case: Case, agent_id: str | None) -> bool:
    """Tell whether an agent is on duty and nothing about the case keeps him away."""
    agent = evidence.agents.get(agent_id or "")
    if agent is None or agent.id not in evidence.on_duty or agent.id in case.excluded_agents:
        return False
    pins = [pin.agent_id for pin in evidence.day.pins if pin.case_id == case.id]
    return (
        not case.skills - agent.skills
        and agent.id in (case.allowed_agents if case.allowed_agents is not None else {agent.id})
        and all(pinned in {None, agent.id} for pinned in pins)
    )
