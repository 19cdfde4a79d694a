"""A refusal says which pack and which source it stands on."""

from builders import TODAY, a_case, a_day, a_policy
from unit.eligibility.some_figures import a_rule
from visitplan.domain.rule import Source
from visitplan.eligibility.gate import refusals_of
from visitplan.eligibility.refusal import FIELDS, Objection, refuse
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
