"""A refusal is true only if each rule it names is broken."""

from datetime import date

import pytest

from builders import a_case, a_day, a_policy, at
from unit.verification.edits import edited
from unit.verification.hand_scheduling import a_refusal, draw, matrices_of
from visitplan.domain.day import Day
from visitplan.domain.terms import HoldRule
from visitplan.domain.visit import Ineligible
from visitplan.eligibility.gate import gate
from visitplan.eligibility.rules import RULES
from visitplan.verification.reasons import CLAIMS
from visitplan.verification.verifier import verify


def broken(day: Day, *rules: str) -> set[str]:
    """Return what is broken when the only case is refused by these rules."""
    refusals = tuple(edited(a_refusal(), rule=rule) for rule in rules)
    refused = (Ineligible(case_id="C001", refusals=refusals),)
    plan = edited(draw(day, {}, ineligible=["C001"]), ineligible=refused)
    return {violation.rule for violation in verify(day, matrices_of(day), plan)}


HELD = a_day(cases=(a_case(1, holds=("dispute",)),))


def test_every_rule_of_the_gate_claims_something_that_is_looked_at() -> None:
    assert {rule.__name__ for rule in RULES} == set(CLAIMS)


def test_a_true_refusal_that_also_names_a_rule_that_is_kept_is_untrue() -> None:
    assert broken(HELD, "no_hold_is_on") == set()
    assert broken(HELD, "no_hold_is_on", "gaps_have_passed") == {"untrue_refusal"}


@pytest.mark.parametrize("rule", sorted(set(CLAIMS) - {"no_hold_is_on"}))
def test_no_other_rule_is_broken_by_a_hold(rule: str) -> None:
    assert broken(HELD, rule) == {"untrue_refusal"}


def test_a_rule_that_nobody_knows_claims_nothing() -> None:
    assert broken(HELD, "of_the_house") == set()


def test_what_the_gate_says_of_a_case_with_every_fault_is_true() -> None:
    faults = {
        "status": "proposed",
        "approved_by": None,
        "approved_at": at("08:00", date(2027, 1, 2)),
        "approved_until": at("08:00", date(2026, 1, 2)),
        "holds": ("dispute", "disaster"),
        "crew": 3,
    }
    policy = a_policy(
        products=frozenset({"loan"}),
        minimum_days_past_due=60,
        assessment_days=30,
        hold_rules=(HoldRule(hold="disaster", days=92),),
        rest_days=frozenset({"tue"}),
        permitted_hours={},
        crew_maximum=2,
    )
    day = a_day(policy=policy, cases=(a_case(1, **faults),))
    rules = [each.rule for each in gate(day).ineligible[0].refusals]
    assert len(set(rules)) > 8
    assert broken(day, *rules) == set()
