"""Wishes in the statement's terms: what each shift is charged for each case, when, and its time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, time
from typing import NamedTuple

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.balance import FAIR_TIME_STEPS, Balance, Yardstick
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.visit import BarredShift
from visitplan.routing.open_doors import OpenDoors, with_doors
from visitplan.routing.price import price_of_use
from visitplan.routing.statement import PayTerms, VisitTerms
from visitplan.routing.stating import Stated

TICKS_PER_STEP = TICKS_PER_MINOR_UNIT // 3600 // len(FAIR_TIME_STEPS)


class Wishes(NamedTuple):
    """What a day wishes for beyond the cheapest routes.

    ``last_agents`` and ``areas`` hold the agent who is charged nothing for a case,
    ``fair_seconds`` the share of each shift; who is in none has no wish. ``doors`` are None where
    contacts are worth nothing.
    """

    balance: Balance
    last_agents: Mapping[str, str]
    areas: Mapping[str, str]
    fair_seconds: Mapping[str, int]
    doors: OpenDoors | None = None

    def price(self, case_id: str, shift: Shift) -> int:
        """Return the ticks that a shift is charged for a case."""
        other = self.last_agents.get(case_id, shift.agent_id) not in shift.crew
        outside = self.areas.get(case_id, shift.agent_id) not in shift.crew
        price = other * self.balance.other_agent_per_visit
        return (price + outside * self.balance.crossing_per_visit) * TICKS_PER_MINOR_UNIT

    def pay(self, pay: PayTerms, shift_id: str) -> PayTerms:
        """Return the pay of a whole shift with the price of working beyond the fair share.

        Where the whole shift is paid, its pay is a price of its use; only the wish is left to
        follow the time worked.
        """
        share, price = self.fair_seconds.get(shift_id, 0), self.balance.fair_time_per_hour
        if not share or not price:
            return pay
        steps = tuple((share * step // 100, price * TICKS_PER_STEP) for step in FAIR_TIME_STEPS)
        if pay.whole_shift is None:
            return pay.model_copy(update={"tiers": tuple(sorted(pay.tiers + steps))})
        fixed = {"fixed": price_of_use(pay), "per_second": 0, "minimum": 0, "whole_shift": None}
        return pay.model_copy(update={**fixed, "tiers": steps})


def wishes_of(
    day: Day, barred: Sequence[BarredShift], yardsticks: Sequence[Yardstick] = ()
) -> Wishes:
    """Return the wishes of a whole day, whatever of it is still to be planned."""
    off = {shift.shift_id for shift in barred}
    on_duty = {agent for shift in day.shifts if shift.id not in off for agent in shift.crew}
    agents = {shift.id: shift.agent_id for shift in day.shifts}
    known = [each for each in yardsticks if each.shift_id in agents]
    priced = day.balance.other_agent_per_visit > 0
    return Wishes(
        balance=day.balance,
        last_agents=_last_agents(day, on_duty) if priced else {},
        areas={case_id: agents[each.shift_id] for each in known for case_id in each.area},
        fair_seconds={each.shift_id: each.fair_seconds for each in known},
        doors=OpenDoors.of(day),
    )


def wished(stated: Stated, wishes: Wishes, cases: Collection[str] | None = None) -> Stated:
    """Return the statement with the wishes' prices; ``cases`` limits whose visits have any."""
    statement = stated.statement
    priced = wishes.last_agents.keys() | wishes.areas.keys()
    priced = priced if cases is None else priced & set(cases)
    visits = tuple(
        _wished(terms, [wishes.price(visit.case_id, shift) for shift in stated.shifts])
        if visit.case_id in priced
        else terms
        for terms, visit in zip(statement.visits, stated.visits, strict=True)
    )
    shifts = tuple(
        terms.model_copy(update={"pay": wishes.pay(terms.pay, shift.id)})
        for terms, shift in zip(statement.shifts, stated.shifts, strict=True)
    )
    changed = statement.model_copy(update={"visits": visits, "shifts": shifts})
    return with_doors(stated._replace(statement=changed), wishes.doors, cases)


def _wished(visit: VisitTerms, prices: Sequence[int]) -> VisitTerms:
    if not any(prices):
        return visit
    summed = tuple(visit.price_on(shift) + price for shift, price in enumerate(prices))
    return visit.model_copy(update={"shift_prices": summed})


def _last_agents(day: Day, on_duty: Collection[str]) -> dict[str, str]:
    """Return, by case, who called on its debtor last, if that agent can go today."""
    debtors = {case.id: case.debtor for case in day.cases}
    last = {
        debtors[call.case_id]: call.agent_id
        for call in sorted(_calls(day), key=lambda call: (call.at.timestamp(), call.agent_id))
        if call.case_id in debtors and call.agent_id is not None
    }
    agents = {agent.id: agent for agent in day.agents if agent.id in on_duty}
    known = ((case, agents.get(last.get(case.debtor, ""))) for case in day.cases)
    return {case.id: agent.id for case, agent in known if agent and _may_go(agent, case, day)}


def _calls(day: Day) -> list[Contact]:
    """Return the visits made before the day."""
    midnight = datetime.combine(day.date, time(), tzinfo=day.time_zone).timestamp()
    return [
        contact
        for contact in day.contacts
        if contact.channel == "visit" and contact.agent_id and contact.at.timestamp() < midnight
    ]


def _may_go(agent: Agent, case: Case, day: Day) -> bool:
    pinned = {pin.agent_id for pin in day.pins if pin.case_id == case.id and pin.agent_id}
    return (
        case.skills <= agent.skills
        and (case.allowed_agents is None or agent.id in case.allowed_agents)
        and agent.id not in case.excluded_agents
        and pinned <= {agent.id}
    )
