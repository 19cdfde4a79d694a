"""Each rule that a pack can set: a case that it lets pass, and one that it refuses."""

from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builders import TODAY, a_place, at, between
from unit.eligibility.before_the_gate import days_ago, in_days, refusals, refused
from visitplan.domain.case import Consent
from visitplan.domain.terms import Ban, ConsentDuty, HoldRule
from visitplan.domain.window import ClockSpan

NEVER = None


def a_consent(**changes: Any) -> Consent:
    return Consent(**{"form": "oral", "given_at": days_ago(3)} | changes)


def hours(opening: int, closing: int) -> tuple[ClockSpan, ...]:
    return (ClockSpan(opening=time(opening), closing=time(closing)),)


ORAL, WRITTEN = ConsentDuty(form="oral"), ConsentDuty(form="written")
EACH, TEN_DAYS = ConsentDuty(form="oral", each_visit=True), ConsentDuty(form="oral", valid_days=10)
HOLDING_AND_BREAKING = [
    ("ban", {"ban": Ban(except_products=frozenset({"x"}))}, {"product": "x"}, {"product": "y"},
     "visits_are_not_banned", NEVER),
    ("ban, nothing known", {"ban": Ban(except_products=frozenset({"x"}))}, {"product": "x"}, {},
     "visits_are_not_banned", NEVER),
    ("jurisdiction", {"jurisdictions": frozenset({"US-MA"})}, {"jurisdiction": "US-MA"},
     {"jurisdiction": "US"}, "jurisdiction_is_covered", NEVER),
    ("jurisdiction unsaid", {"jurisdictions": frozenset({"US-MA"})}, {},
     {"jurisdiction": "US-DC"}, "jurisdiction_is_covered", NEVER),
    ("product", {"products": frozenset({"card"})}, {"product": "card"}, {"product": "loan"},
     "product_may_be_visited", NEVER),
    ("product unsaid", {"products": frozenset({"card"})}, {"product": "card"}, {},
     "product_may_be_visited", NEVER),
    ("days past due", {"minimum_days_past_due": 30}, {"days_past_due": 30},
     {"days_past_due": 28}, "debt_is_due_long_enough", in_days(2)),
    ("days past due unsaid", {"minimum_days_past_due": 1}, {"days_past_due": 1}, {},
     "debt_is_due_long_enough", NEVER),
    ("assessed", {"assessment_days": 30}, {"assessed_at": days_ago(30), "assessed_by": "A"},
     {"assessed_at": days_ago(30)}, "customer_is_assessed", NEVER),
    ("assessed recently", {"assessment_days": 30},
     {"assessed_at": days_ago(30), "assessed_by": "A"},
     {"assessed_at": days_ago(31), "assessed_by": "A"}, "assessment_is_recent", NEVER),
    ("assessed later", {"assessment_days": 30}, {"assessed_at": days_ago(0), "assessed_by": "A"},
     {"assessed_at": days_ago(-1), "assessed_by": "A"}, "assessment_is_recent", in_days(1)),
    ("approved recently", {"approval_days": 10}, {"approved_at": days_ago(10)},
     {"approved_at": days_ago(11)}, "approval_is_recent", NEVER),
    ("approved later", {}, {"approved_at": days_ago(0, "08:00")}, {"approved_at": days_ago(-2)},
     "approval_has_begun", in_days(2)),
    ("hold of the list", {"blocking_holds": frozenset({"paid"})}, {"holds": ("dispute",)},
     {"holds": ("paid",)}, "no_hold_is_on", NEVER),
    ("hold of a rule", {"blocking_holds": frozenset(), "hold_rules": (HoldRule(hold="paid"),)},
     {"holds": ("dispute",)}, {"holds": ("paid",)}, "no_hold_is_on", NEVER),
    ("hold unknown", {"blocking_holds": frozenset()}, {"holds": ("dispute",)},
     {"holds": ("unknown",)}, "no_hold_is_on", NEVER),
    ("consent", {"consent": ORAL}, {"consents": (a_consent(),)}, {}, "consent_is_given", NEVER),
    ("stronger consent", {"consent": ORAL}, {"consents": (a_consent(form="written"),)},
     {"consents": (a_consent(given_at=days_ago(-1)),)}, "consent_is_given", in_days(1)),
    ("written consent", {"consent": WRITTEN}, {"consents": (a_consent(form="written"),)},
     {"consents": (a_consent(),)}, "consent_is_given", NEVER),
    ("consent to this visit", {"consent": EACH}, {"consents": (a_consent(visit_date=TODAY),)},
     {"consents": (a_consent(),)}, "consent_is_given", NEVER),
    ("consent to another visit", {"consent": ORAL}, {"consents": (a_consent(visit_date=TODAY),)},
     {"consents": (a_consent(visit_date=in_days(4)),)}, "consent_is_given", in_days(4)),
    ("consent not stale", {"consent": TEN_DAYS}, {"consents": (a_consent(given_at=days_ago(10)),)},
     {"consents": (a_consent(given_at=days_ago(11)),)}, "consent_is_given", NEVER),
    ("consent not ended", {"consent": ORAL}, {"consents": (a_consent(until=at("00:00")),)},
     {"consents": (a_consent(until=days_ago(1)),)}, "consent_is_given", NEVER),
    ("crew", {"crew_maximum": 2}, {"crew": 2}, {"crew": 3}, "crew_is_small_enough", NEVER),
    ("place", {"places": {"work": "denied"}}, {"place_kind": "home"}, {"place_kind": "work"},
     "place_may_be_visited", NEVER),
    ("place with consent", {"places": {"work": "with_consent"}},
     {"place_kind": "work", "consents": (a_consent(),)}, {"place_kind": "work"},
     "place_may_be_visited", NEVER),
    ("barred", {}, {"barred": (between("08:00", "19:45"),)},
     {"barred": (between("08:00", "19:46"),)}, "hours_are_left_for_the_visit", NEVER),
    ("daylight", {"daylight_only": True}, {"windows": (between("15:00", "15:30"),)},
     {"windows": (between("15:16", "15:46"),)}, "hours_are_left_for_the_visit", NEVER),
]  # fmt: skip


@pytest.mark.parametrize(
    ("policy", "holds", "breaks", "rule", "lawful_from"),
    [case[1:] for case in HOLDING_AND_BREAKING],
    ids=[case[0] for case in HOLDING_AND_BREAKING],
)
def test_a_rule_lets_pass_what_it_allows_and_refuses_what_it_forbids(
    policy: dict[str, Any],
    holds: dict[str, Any],
    breaks: dict[str, Any],
    rule: str,
    lawful_from: date | None,
) -> None:
    assert refused(policy=policy, **holds) == []
    assert refused(policy=policy, **breaks) == [(rule, lawful_from)]


def test_a_field_that_no_rule_sets_forbids_nothing() -> None:
    assert refused(policy={}, place_kind="work", languages=frozenset({"sv"})) == []


@pytest.mark.parametrize(
    ("policy", "rule", "lawful_from"),
    [
        ({"rest_days": frozenset({"tue"})}, "day_is_no_rest_day", in_days(1)),
        ({"rest_days": frozenset({"tue", "wed"})}, "day_is_no_rest_day", in_days(2)),
        ({"holidays": frozenset({TODAY, in_days(1)})}, "day_is_no_holiday", in_days(2)),
        ({"permitted_hours": {"mon": hours(9, 12)}}, "day_has_permitted_hours", in_days(6)),
        ({"special_hours": {TODAY: ()}}, "day_has_permitted_hours", in_days(1)),
        ({"quiet_hours": {"tue": hours(7, 21)}}, "day_has_permitted_hours", in_days(1)),
    ],
)
def test_a_closed_day_names_the_next_open_one(
    policy: dict[str, Any], rule: str, lawful_from: date
) -> None:
    assert refused(policy=policy) == [(rule, lawful_from)]


def test_quiet_hours_are_cut_out_and_a_stay_may_end_as_they_begin() -> None:
    policy = {"quiet_hours": {"tue": hours(12, 14)}}
    assert refused(policy=policy, windows=(between("11:45", "12:30"),)) == []
    assert refused(policy=policy, windows=(between("11:46", "14:14"),)) == [
        ("hours_are_left_for_the_visit", None)
    ]


def test_on_a_date_of_special_hours_visits_lie_in_those_too() -> None:
    policy = {"special_hours": {TODAY: hours(10, 12)}}
    assert refused(policy=policy, windows=(between("11:45", "15:00"),)) == []
    assert refused(policy=policy, windows=(between("11:46", "15:00"),)) != []


def test_a_kind_of_place_with_hours_of_its_own_is_visited_in_those_too() -> None:
    policy = {"place_hours": {"work": {"tue": hours(9, 12)}}}
    until_noon, later = (between("11:45", "15:00"),), (between("11:46", "15:00"),)
    assert refused(policy=policy, windows=until_noon, place_kind="work") == []
    assert refused(policy=policy, windows=later, place_kind="work") == [
        ("hours_are_left_for_the_visit", None)
    ]
    assert refused(policy=policy, windows=later, place_kind="home") == []


def test_a_kind_of_place_without_hours_today_names_the_next_day_that_has_some() -> None:
    policy = {"place_hours": {"work": {"thu": hours(9, 12)}}}
    assert refused(policy=policy, place_kind="work") == [("place_has_permitted_hours", in_days(2))]
    assert refused(policy=policy, place_kind="home") == []


def test_the_hours_are_those_of_the_clock_at_the_address() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")
    policy = {"permitted_hours": {"tue": hours(9, 20)}}
    early, late = (between("09:00", "10:59"),), (between("21:30", "21:45"),)
    assert refused(policy=policy, windows=early) == []
    assert refused(policy=policy, windows=early, time_zone=lisbon) != []
    assert refused(policy=policy, windows=late, time_zone=lisbon) == []


def test_nobody_goes_by_daylight_where_the_sun_stays_down() -> None:
    policy = {"daylight_only": True}
    far_north = {"place": a_place(78.2, 15.6)}
    assert refused(policy=policy, **far_north) == [("day_has_daylight", None)]


def test_what_a_hold_means_besides_is_said() -> None:
    rule = HoldRule(
        hold="moratorium", consequence="no_contact", days=60, lifted_by=frozenset({"court"})
    )
    (refusal,) = refusals(policy={"hold_rules": (rule,)}, holds=("moratorium",))
    assert refusal.reason == (
        "on hold: moratorium (no contact on any channel; for 60 days; lifted only by court)"
    )
