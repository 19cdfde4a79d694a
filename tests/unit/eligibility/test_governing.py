"""The packs that a lender names, and what the lender may add to them."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from builders import a_policy
from unit.eligibility.pack_texts import a_pack, a_rule, codes, governed, written
from visitplan.domain.policy import Policy
from visitplan.domain.window import ClockSpan
from visitplan.eligibility.pack_findings import PackCode

HOURS = a_rule("permitted_hours", '{ mon-fri = ["09:00-18:00"] }', id="hours")


def policy(folder: Path, *packs: str, **asked: Any) -> Policy:
    answer = governed(folder, *packs, **asked)
    assert answer.fields is not None, answer.findings
    return Policy.model_validate({"penalties": a_policy().penalties} | dict(answer.fields))


def hours(opening: int, closing: int) -> tuple[ClockSpan, ...]:
    return (ClockSpan(opening=time(opening), closing=time(closing)),)


def test_whoever_names_no_pack_gets_the_humane_baseline(tmp_path: Path) -> None:
    found = policy(tmp_path)
    assert (found.pack, found.packs[0].status) == ("humane-baseline", "draft")
    assert found.permitted_hours["sat"] == hours(9, 14)
    assert found.crew_maximum == 2


def test_every_figure_of_a_pack_says_where_it_comes_from(tmp_path: Path) -> None:
    found = policy(tmp_path, a_pack(HOURS, name="one"))
    (rule,) = found.rules_on("permitted_hours")
    assert (rule.pack, rule.pack_version, rule.id) == ("one", "1", "hours")
    assert str(rule.source) == "A law, 1"
    assert rule.figure == "mon–fri 09:00–18:00"


def test_of_several_packs_the_strictest_figure_stands_and_is_named_first(tmp_path: Path) -> None:
    loose = a_pack(HOURS, a_rule("crew_minimum", "1"), name="loose")
    strict = a_pack(a_rule("crew_minimum", "2"), name="strict")
    found = policy(tmp_path, loose, strict)
    assert found.crew_minimum == 2
    assert [rule.pack for rule in found.rules_on("crew_minimum")] == ["strict", "loose"]
    assert found.pack == "loose+strict"


def test_a_pack_has_what_it_inherits(tmp_path: Path) -> None:
    written(tmp_path, a_pack(HOURS, name="parent"), "parent.toml")
    child = a_pack(a_rule("crew_minimum", "2"), inherits=("parent.toml",))
    found = policy(tmp_path, child)
    assert found.permitted_hours["mon"] == hours(9, 18)
    assert [pack.name for pack in found.packs] == ["parent", "ours"]


def test_a_jurisdiction_is_that_of_the_pack_or_of_what_it_inherits(tmp_path: Path) -> None:
    parent = a_pack(HOURS, name="parent").replace("status", 'jurisdiction = "US"\nstatus')
    written(tmp_path, parent, "parent.toml")
    state = a_pack(name="state", inherits=("parent.toml",))
    assert policy(tmp_path, state).jurisdictions == {"US"}
    state = state.replace("status", 'jurisdiction = "US-MA"\nstatus')
    assert policy(tmp_path, state).jurisdictions == {"US-MA"}


def test_a_lender_may_tighten_what_is_inherited(tmp_path: Path) -> None:
    own = {"permitted_hours": {"mon": hours(10, 12)}}
    found = policy(tmp_path, a_pack(HOURS), figures=own)
    assert found.permitted_hours == {"mon": hours(10, 12)}
    assert found.rules_on("permitted_hours")[0].pack == "own"


def test_a_lender_may_not_loosen_it(tmp_path: Path) -> None:
    own = {"permitted_hours": {"mon": hours(8, 12)}}
    answer = governed(tmp_path, a_pack(HOURS), figures=own)
    assert answer.fields is None
    assert codes(answer.findings) == [(PackCode.LOOSER, "policy.permitted_hours.figure")]


def test_a_written_waiver_loosens_and_is_recorded(tmp_path: Path) -> None:
    written(tmp_path, a_pack(HOURS, a_rule("crew_minimum", "2"), name="parent"), "parent.toml")
    own = a_rule("crew_minimum", "1", 'waiver = "letter 17"', id="alone")
    answer = governed(tmp_path, a_pack(own, inherits=("parent.toml",)))
    assert answer.fields is not None
    assert answer.fields["crew_minimum"] == 1
    rule, *_ = policy(tmp_path, "pack0.toml").rules_on("crew_minimum")
    assert rule.waiver == "letter 17"
    assert codes(answer.findings) == [(PackCode.WAIVED, "alone.waiver")]


def test_a_waiver_has_no_hold_over_a_pack_that_is_named_beside(tmp_path: Path) -> None:
    parent = written(tmp_path, a_pack(HOURS, a_rule("crew_minimum", "2"), name="p"), "p.toml").name
    own = a_rule("crew_minimum", "1", 'waiver = "letter 17"', id="alone")
    assert policy(tmp_path, a_pack(own, inherits=(parent,)), parent).crew_minimum == 2


def test_an_unverified_rule_may_tighten_and_warns(tmp_path: Path) -> None:
    heard = a_rule("crew_minimum", "2", id="heard", mark="unverified")
    answer = governed(tmp_path, a_pack(HOURS, heard))
    assert answer.fields is not None
    assert answer.fields["crew_minimum"] == 2
    assert [finding.code for finding in answer.findings] == [PackCode.UNVERIFIED]


def test_an_unverified_rule_loosens_nothing_even_with_a_waiver(tmp_path: Path) -> None:
    written(tmp_path, a_pack(HOURS, a_rule("crew_minimum", "2"), name="parent"), "parent.toml")
    own = a_rule("crew_minimum", "1", 'waiver = "x"', mark="unverified")
    answer = governed(tmp_path, a_pack(own, inherits=("parent.toml",)))
    assert answer.fields is None
    assert (PackCode.WAIVER_UNVERIFIED, "r1.waiver") in codes(answer.findings)


@pytest.mark.parametrize(("day", "least"), [(date(2026, 6, 30), 1), (date(2026, 7, 1), 2)])
def test_the_planning_day_chooses_the_version(tmp_path: Path, day: date, least: int) -> None:
    old = a_rule("crew_minimum", "1", "effective_until = 2026-06-30", id="crew")
    new = a_rule("crew_minimum", "2", "effective_from = 2026-07-01", 'version = "2"', id="crew")
    found = policy(tmp_path, a_pack(HOURS, old, new), day=day)
    assert found.crew_minimum == least


def test_a_pack_that_says_nothing_on_the_day_is_refused(tmp_path: Path) -> None:
    answer = governed(tmp_path, a_pack(HOURS), day=date(2025, 12, 31))
    assert PackCode.NOTHING_BINDS in [finding.code for finding in answer.findings]
    assert answer.fields is None


def test_holidays_come_from_the_calendars_but_for_those_left_out(tmp_path: Path) -> None:
    calendar = '[{ country = "US", subdivision = "MA", excluded = [2026-11-26] }]'
    own = {"holidays": frozenset({date(2026, 12, 24)})}
    found = policy(tmp_path, a_pack(HOURS, a_rule("holiday_calendars", calendar)), figures=own)
    assert {date(2026, 4, 20), date(2026, 12, 24), date(2026, 12, 25)} <= found.holidays
    assert date(2026, 11, 26) not in found.holidays


def test_packs_without_hours_need_the_lenders(tmp_path: Path) -> None:
    answer = governed(tmp_path, a_pack(a_rule("crew_minimum", "2")))
    assert codes(answer.findings) == [(PackCode.NO_HOURS, "policy.permitted_hours")]
    own = {"permitted_hours": {"mon": hours(9, 12)}}
    assert governed(tmp_path, "pack0.toml", figures=own).fields is not None


def test_a_ban_needs_no_hours(tmp_path: Path) -> None:
    found = policy(tmp_path, a_pack(a_rule("ban", "{}")))
    assert found.ban is not None
    assert found.permitted_hours == {}


@pytest.mark.parametrize(
    "rules",
    [
        (a_rule("crew_minimum", "3"), a_rule("crew_maximum", "2", id="r2")),
        (a_rule("recording", '"forbidden"'), a_rule("recording_duty", "true", id="r2")),
        (a_rule("retention", '[{ category = "a", minimum_days = 2, maximum_days = 1 }]'),),
    ],
)
def test_packs_that_contradict_each_other_are_refused(
    tmp_path: Path, rules: tuple[str, ...]
) -> None:
    answer = governed(tmp_path, a_pack(HOURS, *rules))
    assert [finding.code for finding in answer.findings] == [PackCode.CONTRADICTION]


def test_the_files_read_are_remembered_by_their_hash(tmp_path: Path) -> None:
    assert list(governed(tmp_path, a_pack(HOURS)).inputs) == ["pack0.toml"]


@pytest.mark.parametrize("name", ["humane-baseline", "us-dc", "ie", "in", "kr", "cn"])
def test_a_policy_of_packs_survives_being_written_down(tmp_path: Path, name: str) -> None:
    found = policy(tmp_path, name)
    assert Policy.model_validate_json(found.model_dump_json()) == found
    assert {rule.sets for rule in found.rules} <= set(Policy.model_fields)


def test_no_pack_makes_the_baseline_looser(tmp_path: Path) -> None:
    baseline = policy(tmp_path)
    both = policy(tmp_path, "humane-baseline", "us-ma", "in")
    assert both.caps != baseline.caps
    assert set(baseline.caps) <= set(both.caps)
    assert both.permitted_hours == baseline.permitted_hours
    assert both.required_credentials >= baseline.required_credentials
    assert both.jurisdictions == {"US-MA", "IN"}
