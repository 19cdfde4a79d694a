"""A plan that keeps a rule of the policy and one that breaks it, and how such pairs are made."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from builders import TODAY, a_case, a_day, a_policy, a_shift, an_agent, at, between
from unit.verification.hand_scheduling import draw, matrices_of
from visitplan.domain.case import Consent
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.rule import Rule, Source
from visitplan.domain.window import ClockSpan
from visitplan.verification.verifier import verify

NOON = (between("12:00", "13:00"),)
LAST_MINUTES = (between("18:50", "19:10"),)


def days_ago(days: int, clock: str = "10:00") -> datetime:
    return at(clock, TODAY - timedelta(days=days))


def a_contact(days: int, channel: str = "visit", **changes: Any) -> Contact:
    defaults = {"case_id": "C001", "at": days_ago(days), "channel": channel, "reached": False}
    return Contact(**defaults | changes)


def a_notice(days: int, **changes: Any) -> Contact:
    return a_contact(days, "letter", notice=True, **changes)


def a_consent(form: str = "written", days: int = 1, **changes: Any) -> tuple[Consent, ...]:
    return (Consent(**{"form": form, "given_at": days_ago(days)} | changes),)


def clock(opening: int, closing: int) -> tuple[ClockSpan, ...]:
    return (ClockSpan(opening=time(opening), closing=time(closing)),)


def a_rule(field: str) -> Rule:
    return Rule(
        id="one",
        sets=field,
        figure="",
        unit="",
        text="",
        source=Source(law="Law of Samples", article="art. 7"),
        mark="text",
        checked=TODAY,
        status="in force",
        version="1",
        effective_from=date(2020, 1, 1),
        pack="sample",
        pack_version="1",
    )


def frozen(changes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: frozenset(value) if isinstance(value, set) else value
        for name, value in changes.items()
    }


def on(
    policy: dict[str, Any],
    *contacts: Contact,
    case: dict[str, Any] | None = None,
    agent: dict[str, Any] | None = None,
    beside: Sequence[dict[str, Any]] = (),
) -> Day:
    """Return a day of one agent and one case, and of others beside it."""
    others = (a_case(number, **changes) for number, changes in enumerate(beside, 2))
    return a_day(
        policy=a_policy(**frozen(policy)),
        cases=(a_case(1, **frozen(case or {})), *others),
        agents=(an_agent(1, **frozen(agent or {})),),
        shifts=(a_shift(1, hours=between("09:00", "20:00")),),
        contacts=contacts,
    )


def planned(day: Day) -> Plan:
    return draw(day, {"A01/1": [case.id for case in day.cases]})


def broken(day: Day, plan: Plan | None = None) -> set[str]:
    found = verify(day, matrices_of(day), plan or planned(day))
    return {violation.rule for violation in found}


class Pair(NamedTuple):
    """The rule that a figure of the policy stands for, a day that keeps it, one that breaks it."""

    rule: str
    field: str
    keeps: Day
    breaks: Day


def figure(rule: str, field: str, value: Any, keeps: Any, breaks: Any) -> Pair:
    """Compare two cases, given by their changes, under one figure."""
    return Pair(rule, field, on({field: value}, case=keeps), on({field: value}, case=breaks))


def ledger(
    rule: str, field: str, value: Any, keeps: Sequence[Contact], breaks: Sequence[Contact]
) -> Pair:
    """Compare two ledgers under one figure."""
    return Pair(rule, field, on({field: value}, *keeps), on({field: value}, *breaks))


def staff(rule: str, field: str, value: Any, keeps: Any, breaks: Any, **case: Any) -> Pair:
    """Compare two agents under one figure."""
    one, other = (on({field: value}, agent=agent, case=case) for agent in (keeps, breaks))
    return Pair(rule, field, one, other)
