"""A refusal says which pack and which source it stands on."""

from datetime import time

import pytest

from builders import TODAY, a_case, a_day, a_policy, between
from unit.eligibility.some_figures import a_rule
from visitplan.domain.rule import Rule, Source
from visitplan.domain.value import Weekday
from visitplan.domain.visit import Refusal
from visitplan.domain.window import ClockSpan
from visitplan.eligibility.duties import duties_of
from visitplan.eligibility.gate import refusals_of
from visitplan.eligibility.refusal import EVERY_HOLD, FIELDS, Objection, refuse
from visitplan.eligibility.rules import RULES
from visitplan.eligibility.shifts import CREW_RULES


def test_a_figure_of_a_pack_is_refused_in_the_name_of_the_pack_and_its_source() -> None:
    rule = a_rule(
        id="sundays", sets="rest_days", pack="ie", pack_version="2026.1",
        source=Source(law="Consumer Credit Act 1995", article="s. 46"),
    )  # fmt: skip
    policy = a_policy(rest_days=frozenset({"tue"}), rules=(rule,))
    (refusal,) = refusals_of(a_case(), a_day(policy=policy))
    assert (refusal.rule, refusal.pack, refusal.version) == ("day_is_no_rest_day", "ie", "2026.1")
    assert refusal.source == "Consumer Credit Act 1995, s. 46 (rule sundays)"


def test_a_figure_of_no_pack_is_refused_in_the_name_of_the_policy() -> None:
    policy = a_policy(holidays=frozenset({TODAY}), rules=(a_rule(sets="rest_days"),))
    (refusal,) = refusals_of(a_case(), a_day(policy=policy))
    assert (refusal.pack, refusal.source) == ("sample", "tests")


def test_the_rule_that_decided_the_figure_signs() -> None:
    rules = (a_rule(sets="rest_days", pack="first"), a_rule(sets="rest_days", pack="second"))
    assert refuse("day_is_no_rest_day", Objection(""), a_policy(rules=rules)).pack == "first"


def test_only_rules_that_there_are_name_their_fields() -> None:
    assert FIELDS.keys() <= {rule.__name__ for rule in (*RULES, *CREW_RULES)}


def signed(objection: Objection, rule: str, *rules: Rule) -> Refusal:
    return refuse(rule, objection, a_policy(rules=rules))


def test_a_hold_that_no_pack_names_is_refused_in_no_packs_name() -> None:
    named = a_rule(sets="blocking_holds", figure="cease_contact, represented", pack="us")
    by_us = signed(Objection("", term="represented"), "no_hold_is_on", named)
    by_none = signed(Objection("", term="hospital"), "no_hold_is_on", named)
    assert (by_us.pack, by_none.pack, by_none.source) == ("us", "sample", EVERY_HOLD)


def test_a_sentence_parted_by_what_parts_terms_is_that_of_its_own_rule() -> None:
    leave = "Enter only with consent; leave when asked to."
    rules = tuple(
        a_rule(sets="conduct", figure=figure, id=name)
        for name, figure in (("card", "Leave no card."), ("leave", leave))
    )
    policy = a_policy(conduct=("Leave no card.", leave), rules=rules)
    sources = {duty.sentence: duty.source for duty in duties_of(policy) if duty.kind == "conduct"}
    assert {name: source[-6:] for name, source in sources.items()} == {
        "Leave no card.": " card)",
        leave: "leave)",
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"place_kind": "work", "windows": (between("17:00", "19:00"),)}, "place_hours"),
        ({"barred": (between("08:00", "12:00"),), "windows": (between("08:00", "12:00"),)},
         "customer_may_bar_hours"),
        ({"barred": (between("08:00", "12:00"),), "windows": (between("22:00", "23:00"),)},
         "permitted_hours"),
        ({"windows": (between("22:00", "23:00"),)}, "permitted_hours"),
    ],
)  # fmt: skip
def test_hours_are_refused_in_the_name_of_what_closes_them(
    changes: dict[str, object], field: str
) -> None:
    fields = ("permitted_hours", "place_hours", "customer_may_bar_hours")
    rules = tuple(a_rule(sets=name, id=name, figure="work mon–fri 09:00–17:00") for name in fields)
    at_work: dict[Weekday, tuple[ClockSpan, ...]] = {
        "tue": (ClockSpan(opening=time(9), closing=time(17)),)
    }
    policy = a_policy(rules=rules, place_hours={"work": at_work})
    (refusal,) = refusals_of(a_case(**changes), a_day(policy=policy))
    assert refusal.source.endswith(f"(rule {field})")
