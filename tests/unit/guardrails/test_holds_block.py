"""Holds are default-deny: every hold under every pack, and one that nobody could name."""

from pathlib import Path

import pytest

from builders import a_case, a_day, a_policy
from laws.planned_here import plan_here
from strategies import BEELINE
from unit.eligibility.pack_texts import a_pack, a_rule, governed
from visitplan.domain.case import HOLDS, Hold
from visitplan.domain.policy import Policy
from visitplan.eligibility.gate import gate
from visitplan.eligibility.library import shipped_names


def policy_of(folder: Path, *packs: str) -> Policy:
    answer = governed(folder, *packs)
    assert answer.fields is not None
    return Policy.model_validate({"penalties": a_policy().penalties} | dict(answer.fields))


@pytest.mark.parametrize("pack", shipped_names())
def test_every_hold_blocks_under_every_pack_that_is_shipped(pack: str, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "humane-baseline", pack)
    day = a_day(policy=policy, cases=tuple(a_case(n, holds=(h,)) for n, h in enumerate(HOLDS, 1)))
    refused = {each.case_id: {r.rule for r in each.refusals} for each in gate(day).ineligible}
    assert len(refused) == len(HOLDS)
    assert all("no_hold_is_on" in rules for rules in refused.values())


def test_a_pack_that_speaks_of_one_hold_lets_no_other_in(tmp_path: Path) -> None:
    one = a_pack(
        a_rule("blocking_holds", '["dispute"]'),
        a_rule("permitted_hours", '{ mon-sat = ["08:00-20:00"] }', id="hours"),
    )
    assert policy_of(tmp_path, one).blocking_holds == set(HOLDS)


def test_who_has_a_hold_is_in_no_route() -> None:
    held = tuple(a_case(n, holds=(hold,)) for n, hold in enumerate(HOLDS, 2))
    plan = plan_here(a_day(cases=(a_case(1), *held)), BEELINE).plan
    assert {stop.case_id for route in plan.routes for stop in route.stops} == {"C001"}
    assert {each.case_id for each in plan.ineligible} == {case.id for case in held}


def test_a_hold_that_nobody_could_name_blocks_whatever_the_policy_lists() -> None:
    policy = a_policy(blocking_holds=frozenset[Hold]())
    day = a_day(policy=policy, cases=(a_case(1, holds=("unknown",)),))
    assert plan_here(day, BEELINE).plan.routes == ()
