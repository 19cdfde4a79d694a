"""Rules that the ledger decides: notices, caps, gaps, the order of places, who was named."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from builders import TODAY, ZONE, a_case, a_day, a_policy, a_shift, an_agent, at
from unit.eligibility.before_the_gate import (
    a_contact,
    a_notice,
    days_ago,
    in_days,
    refused,
)
from visitplan.domain.case import Consent
from visitplan.domain.contact import Contact
from visitplan.domain.terms import Cap, MinimumGap, PlaceOrder, RequiredNotice
from visitplan.eligibility.gate import gate

LETTER = frozenset({"letter"})


def notices(**terms: Any) -> dict[str, Any]:
    return {"notices": (RequiredNotice(**{"channels": LETTER} | terms),)}


def caps(maximum: int = 1, **terms: Any) -> dict[str, Any]:
    defaults: dict[str, Any] = {"per": "debtor", "counts": "attempts"}
    if "calendar" not in terms:
        defaults["days"] = 30
    return {"caps": (Cap(maximum=maximum, **defaults | terms),)}


def gaps(days: int = 7, **terms: Any) -> dict[str, Any]:
    defaults: dict[str, Any] = {"per": "debtor", "counts": "attempts"}
    return {"gaps": (MinimumGap(days=days, **defaults | terms),)}


# The planning day is a Tuesday; of the week only Sunday is a rest day.
@pytest.mark.parametrize(
    ("terms", "sent", "lawful_from"),
    [
        ({}, (a_notice(0),), "now"),
        ({}, (), None),
        ({}, (a_contact(3, "letter"),), None),
        ({}, (a_notice(3, channel="call"),), None),
        ({}, (a_notice(3, case_id="C002", debtor="D001"),), None),
        ({}, (a_notice(-1),), None),
        ({"lead_days": 5}, (a_notice(5),), "now"),
        ({"lead_days": 5}, (a_notice(4),), in_days(1)),
        ({"lead_days": 5, "working": True}, (a_notice(7),), "now"),
        ({"lead_days": 5, "working": True}, (a_notice(6),), in_days(1)),
        ({"lead_days": 5, "working": True}, (a_notice(5),), in_days(2)),
        ({"lead_days": 5, "working": True}, (a_notice(4),), in_days(3)),
        ({"lead_days": 5, "working": True}, (a_notice(1),), in_days(6)),
        ({"lead_days": 3}, (a_notice(9), a_notice(1)), "now"),
        ({"number": 2, "lead_days": 3}, (a_notice(9), a_notice(1)), in_days(2)),
        ({"number": 2}, (a_notice(9),), None),
        ({"expires_days": 10}, (a_notice(10),), "now"),
        ({"expires_days": 10}, (a_notice(11),), None),
        ({"expires_days": 1, "lead_days": 2}, (a_notice(1),), None),
        ({"any_contact": True, "number": 2}, (a_contact(2, "letter"), a_notice(3)), "now"),
        ({"any_contact": True}, (a_contact(3, "call"),), None),
    ],
)
def test_notices_count_when_they_are_the_right_ones_and_old_enough(
    terms: dict[str, Any], sent: tuple[Contact, ...], lawful_from: date | str | None
) -> None:
    expected = [] if lawful_from == "now" else [("notices_are_sent", lawful_from)]
    assert refused(*sent, policy=notices(**terms)) == expected


def test_an_answer_to_any_notice_not_expired_calls_the_visit_off() -> None:
    answered = a_notice(9, answered_at=days_ago(1))
    assert refused(answered, policy=notices()) == [("notices_are_unanswered", None)]
    assert refused(answered, policy=notices(stops_if_answered=False)) == []
    late = (a_notice(9), a_notice(1, answered_at=days_ago(0, "09:00")))
    assert refused(*late, policy=notices(lead_days=5)) == [("notices_are_unanswered", None)]
    assert refused(a_notice(2), answered, policy=notices(expires_days=8)) == []


def test_the_last_notice_in_time_names_who_goes() -> None:
    terms = notices(names_agent=True)
    assert refused(a_notice(5), policy=terms) == [("notice_names_the_agent", None)]
    assert may_go(a_notice(5, names_agent="A02"), policy=terms) == ("A02/1",)
    assert may_go(a_notice(5), policy=notices()) == ("A01/1", "A02/1")


def test_whoever_was_named_last_goes_and_a_change_is_told_in_time() -> None:
    policy = {"agent_change_days": 3}
    before = a_notice(20, names_agent="A01")
    assert may_go(policy=policy) == ("A01/1", "A02/1")
    assert may_go(before, policy=policy) == ("A01/1",)
    told = a_notice(3, names_agent="A02")
    assert may_go(before, told, a_notice(1, names_agent="A02"), policy=policy) == ("A02/1",)
    late = a_notice(2, names_agent="A02")
    assert refused(before, late, policy=policy) == [("agent_change_is_told", in_days(1))]


def may_go(*contacts: Contact, policy: dict[str, Any]) -> tuple[str, ...]:
    day = a_day(
        cases=(a_case(),), contacts=contacts, policy=a_policy(**policy),
        agents=(an_agent(1), an_agent(2)), shifts=(a_shift(1), a_shift(2)),
    )  # fmt: skip
    (visit,) = gate(day).visits
    return visit.allowed_shifts


@pytest.mark.parametrize(
    ("policy", "before", "lawful_from"),
    [
        (caps(0), (), None),
        (caps(), (), "now"),
        (caps(), (a_contact(30),), "now"),
        (caps(), (a_contact(29),), in_days(1)),
        (caps(), (a_contact(0),), in_days(30)),
        (caps(), (a_contact(-1),), "now"),
        (caps(), (a_contact(3, "call"),), "now"),
        (caps(2), (a_contact(9),), "now"),
        (caps(2), (a_contact(9), a_contact(25), a_contact(3)), in_days(21)),
        (caps(counts="contacts"), (a_contact(9),), "now"),
        (caps(counts="contacts"), (a_contact(9, reached=True),), in_days(21)),
        (caps(channels=frozenset({"call", "visit"})), (a_contact(9, "call"),), in_days(21)),
        (caps(channels=frozenset({"call"})), (a_contact(9, "call"),), "now"),
        (caps(), (a_contact(9, case_id="C777", debtor="D001"),), in_days(21)),
        (caps(per="debt"), (a_contact(9, case_id="C777", debtor="D001"),), "now"),
        (caps(per="household"), (a_contact(9, case_id="C777", household="H1"),), in_days(21)),
        (caps(per="household"), (a_contact(9, case_id="C777", household="H2"),), "now"),
        (caps(calendar="day"), (a_contact(1),), "now"),
        (caps(calendar="day"), (a_contact(0),), in_days(1)),
        (caps(calendar="week"), (a_contact(2),), "now"),
        (caps(calendar="week"), (a_contact(1),), in_days(6)),
        (caps(calendar="month"), (a_contact(24),), "now"),
        (caps(calendar="month"), (a_contact(23),), date(2026, 12, 1)),
        (caps(days=10**9), (a_contact(300),), None),
    ],
)  # fmt: skip
def test_a_cap_counts_what_it_says_in_its_window_with_the_visit(
    policy: dict[str, Any], before: tuple[Contact, ...], lawful_from: date | str | None
) -> None:
    expected = [] if lawful_from == "now" else [("caps_leave_room", lawful_from)]
    assert refused(*before, policy=policy, household="H1") == expected


def test_consent_of_the_form_asked_for_lifts_a_cap() -> None:
    policy = caps(more_with="written")
    oral, written = (Consent(form=form, given_at=days_ago(1)) for form in ("oral", "written"))
    assert refused(a_contact(2), policy=policy, consents=(oral,)) != []
    assert refused(a_contact(2), policy=policy, consents=(written,)) == []


@pytest.mark.parametrize(
    ("policy", "before", "lawful_from"),
    [
        (gaps(), (a_contact(7),), "now"),
        (gaps(), (a_contact(6),), in_days(1)),
        (gaps(), (a_contact(60), a_contact(2)), in_days(5)),
        (gaps(counts="contacts"), (a_contact(2),), "now"),
        (gaps(channels=LETTER), (a_contact(2, "letter"),), in_days(5)),
        (gaps(per="debt"), (a_contact(2, case_id="C777", debtor="D001"),), "now"),
        (gaps(days=10**9), (a_contact(2),), None),
    ],
)
def test_a_gap_passes_between_an_event_and_the_visit(
    policy: dict[str, Any], before: tuple[Contact, ...], lawful_from: date | str | None
) -> None:
    expected = [] if lawful_from == "now" else [("gaps_have_passed", lawful_from)]
    assert refused(*before, policy=policy) == expected


def test_the_day_of_an_event_is_the_one_at_the_address() -> None:
    night = Contact(
        case_id="C001", at=at("00:30", date(2026, 11, 18)), channel="visit", reached=False
    )
    assert refused(night, policy=gaps(7)) == [("gaps_have_passed", in_days(1))]
    assert refused(night, policy=gaps(7), time_zone=ZoneInfo("Europe/Lisbon")) == []
    assert night.at.tzinfo is ZONE


def test_work_comes_after_home_has_been_tried() -> None:
    policy = {"place_order": (PlaceOrder(first="home", then="work", attempts=2),)}
    tried = (a_contact(9, place_kind="home"), a_contact(20, place_kind="home"))
    assert refused(*tried, policy=policy, place_kind="work") == []
    assert refused(policy=policy, place_kind="home") == []
    opened = (tried[0], a_contact(20, place_kind="home", reached=True))
    unknown = (tried[0], a_contact(20))
    for before in (opened, unknown, ()):
        assert refused(*before, policy=policy, place_kind="work") == [
            ("places_come_in_order", None)
        ]


def test_of_cases_of_one_person_only_as_many_are_visited_as_the_rules_leave() -> None:
    cases = (
        a_case(1, debtor="D", priority="low"),
        a_case(2, debtor="D", priority="high"),
        a_case(3, household="H"),
        a_case(4, household="H"),
    )
    one_a_day = (MinimumGap(days=1, per="household", counts="attempts"),)
    day = a_day(cases=cases, policy=a_policy(**caps(), gaps=one_a_day))
    admission = gate(day)
    assert [visit.case_id for visit in admission.visits] == ["C002", "C003"]
    found = {
        each.case_id: [(r.rule, r.lawful_from) for r in each.refusals]
        for each in admission.ineligible
    }
    assert found == {
        "C001": [("caps_leave_room", in_days(30))],
        "C004": [("gaps_have_passed", in_days(1))],
    }
    assert day.date == TODAY
