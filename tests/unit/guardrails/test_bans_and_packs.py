"""Where the law bans visits nobody goes; where no law was named, or none was seen, one is told."""

from pathlib import Path

import pytest

from builders import a_case, a_day, a_policy
from laws.planned_here import plan_here
from strategies import BEELINE
from unit.eligibility.pack_texts import a_pack, a_rule, governed
from unit.intake.day_folder import a_folder, setting
from visitplan.domain.policy import Policy
from visitplan.eligibility.governing import govern
from visitplan.eligibility.library import shipped_names
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day

README = Path(__file__).parents[3] / "README.md"


def policy_of(folder: Path, *packs: str) -> Policy:
    answer = governed(folder, *packs)
    assert answer.fields is not None
    return Policy.model_validate({"penalties": a_policy().penalties} | dict(answer.fields))


BANNING = ("us-dc", "co")


@pytest.mark.parametrize("pack", BANNING)
def test_a_pack_that_bans_visits_gives_none(pack: str, tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "humane-baseline", pack)
    plan = plan_here(a_day(policy=policy), BEELINE).plan
    assert plan.routes == plan.unassigned == ()
    rules = [{refusal.rule for refusal in each.refusals} for each in plan.ineligible]
    assert len(rules) == 3
    assert all("visits_are_not_banned" in broken for broken in rules)


def test_these_are_all_the_packs_that_ban_visits(tmp_path: Path) -> None:
    banning = {
        name
        for name in shipped_names()
        if policy_of(tmp_path, "humane-baseline", name).ban is not None
    }
    assert banning == set(BANNING)


def test_whatever_else_is_asked_for_a_ban_wins(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, "us-dc", "humane-baseline", "us-ma", "au")
    day = a_day(policy=policy, cases=(a_case(1, jurisdiction="US-DC"),))
    assert plan_here(day, BEELINE).plan.routes == ()


def test_a_day_of_own_hours_alone_is_told_what_it_lacks(tmp_path: Path) -> None:
    findings = read_day(a_folder(tmp_path), govern=govern).findings
    assert [(each.code, each.severity) for each in findings] == [(Code.PACKS_NONE, "warning")]
    assert "humane-baseline" in findings[0].remedy


def test_a_day_without_any_rules_gets_the_humane_baseline(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("[policy.permitted_hours]", "[policy.later]"))
    policy = read_day(folder, govern=govern).day.policy
    assert [pack.name for pack in policy.packs][:1] == ["humane-baseline"]
    assert policy.places["work"] == "denied"
    assert policy.notices
    assert policy.caps


def test_a_pack_whose_source_nobody_saw_warns(tmp_path: Path) -> None:
    hours = a_rule("permitted_hours", '{ mon = ["09:00-12:00"] }', mark="unverified")
    warned = governed(tmp_path, a_pack(hours)).findings
    assert [(each.code, each.severity) for each in warned] == [("VP-PO-022", "warning")]


def test_readers_are_told_that_nothing_here_is_legal_advice() -> None:
    assert "nothing here is legal advice" in " ".join(README.read_text("utf-8").split())
