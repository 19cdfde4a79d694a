"""A case held against one rule, and contacts of the days before, valid by default."""

from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from builders import TODAY, a_case, a_day, a_policy, at
from visitplan.domain.contact import Contact
from visitplan.domain.governing import OwnPolicy
from visitplan.domain.policy import Policy
from visitplan.domain.visit import Refusal
from visitplan.eligibility.gate import refusals_of
from visitplan.eligibility.governing import govern


def days_ago(days: int, clock: str = "10:00") -> datetime:
    return at(clock, TODAY - timedelta(days=days))


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_contact(days: int = 1, channel: str = "visit", **changes: Any) -> Contact:
    defaults: dict[str, Any] = {
        "case_id": "C001", "at": days_ago(days), "channel": channel, "reached": False,
    }  # fmt: skip
    return Contact(**defaults | changes)


def a_notice(days: int, **changes: Any) -> Contact:
    return a_contact(days, **{"channel": "letter", "notice": True} | changes)


def refused(
    *contacts: Contact, policy: dict[str, Any], day: dict[str, Any] | None = None, **case: Any
) -> list[tuple[str, date | None]]:
    """Return the rules that refuse a case, each with the day from which it would be lawful."""
    found = refusals(*contacts, policy=policy, day=day, **case)
    return [(refusal.rule, refusal.lawful_from) for refusal in found]


def refusals(
    *contacts: Contact, policy: dict[str, Any], day: dict[str, Any] | None = None, **case: Any
) -> tuple[Refusal, ...]:
    asked = a_case(**case)
    rows = {"cases": (asked,), "contacts": contacts, "policy": a_policy(**policy)}
    return refusals_of(asked, a_day(**rows | (day or {})))


@cache
def shipped_policy(pack: str, on: date = TODAY) -> Policy:
    """Return the policy that a shipped pack makes of a day."""
    fields = govern(OwnPolicy(on, Path(), "day.toml", (pack,), {}, {})).fields
    assert fields is not None
    return Policy.model_validate({"penalties": a_policy().penalties} | dict(fields))
