"""Each shipped pack refuses what is typical of it, in its own name and with its source."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest

from builders import TODAY, a_case, a_day, an_agent, at
from unit.eligibility.before_the_gate import a_contact, a_notice, days_ago, shipped_policy
from visitplan.domain.agent import Credential
from visitplan.domain.case import HOLDS, Case, Consent
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.visit import Refusal
from visitplan.eligibility.gate import gate, refusals_of
from visitplan.eligibility.library import shipped_names

BANS = {"us-dc", "co"}
"""Packs under whose law nobody is visited."""


def a_day_under(
    pack: str, case: Case, *, contacts: Iterable[Contact] = (), on: date = TODAY
) -> Day:
    return a_day(cases=(case,), policy=shipped_policy(pack, on), contacts=tuple(contacts), date=on)


def a_lawful_case(**changes: Any) -> Case:
    """Return a case that has everything that any pack asks for."""
    consent = Consent(form="written", given_at=days_ago(3), visit_date=TODAY)
    defaults: dict[str, Any] = {
        "consents": (consent,), "days_past_due": 400, "assessed_at": days_ago(2),
        "assessed_by": "Somebody",
    }  # fmt: skip
    return a_case(**defaults | changes)


TOLD = (
    a_notice(20, names_agent="A01"),
    a_notice(20, channel="sms", names_agent="A01"),
    a_contact(15, "call"),
    a_contact(16, "call"),
)
"""What any pack asks to be told before."""


def the_refusal(pack: str, case: Case, **day: Any) -> Refusal:
    (refusal,) = refusals_of(case, a_day_under(pack, case, **{"contacts": TOLD} | day))
    return refusal


@pytest.mark.parametrize("pack", sorted(set(shipped_names()) - BANS))
def test_a_case_that_has_all_that_is_asked_for_may_be_visited(pack: str) -> None:
    case = a_lawful_case()
    assert refusals_of(case, a_day_under(pack, case, contacts=TOLD)) == ()


@pytest.mark.parametrize("pack", sorted(BANS))
def test_where_visits_are_banned_nobody_is_visited_and_the_law_is_named(pack: str) -> None:
    admission = gate(a_day_under(pack, a_lawful_case(), contacts=TOLD))
    assert admission.visits == ()
    ban = admission.ineligible[0].refusals[0]
    assert (ban.rule, ban.pack, ban.lawful_from) == ("visits_are_not_banned", pack, None)


def test_in_the_district_of_columbia_the_code_is_quoted() -> None:
    ban = gate(a_day_under("us-dc", a_lawful_case())).ineligible[0].refusals[0]
    assert ban.source == "DC Code 28-3814, (d)(5) (rule ban)"


@pytest.mark.parametrize("pack", shipped_names())
@pytest.mark.parametrize("hold", HOLDS)
def test_every_hold_stops_a_visit_under_every_pack(pack: str, hold: Any) -> None:
    found = refusals_of(a_lawful_case(holds=(hold,)), a_day_under(pack, a_lawful_case()))
    assert "no_hold_is_on" in {refusal.rule for refusal in found}


def test_massachusetts_allows_one_meeting_in_thirty_days_for_each_debt() -> None:
    met = a_contact(9, reached=True)
    case = a_lawful_case(consents=())
    refusal = the_refusal("us-ma", case, contacts=(met,))
    assert (refusal.rule, refusal.pack) == ("caps_leave_room", "us-ma")
    assert refusal.source == "209 CMR 18.17, (6) (rule visits)"
    assert refusal.lawful_from == TODAY + timedelta(days=21)
    for allowed in (a_contact(9), a_contact(30, reached=True), a_contact(9, case_id="C009")):
        assert refusals_of(case, a_day_under("us-ma", case, contacts=(allowed,))) == ()


def test_massachusetts_visits_work_only_with_consent() -> None:
    refusal = the_refusal("us-ma", a_lawful_case(consents=(), place_kind="work"))
    assert (refusal.rule, refusal.source) == (
        "place_may_be_visited", "209 CMR 18.17, (7) (rule work)"
    )  # fmt: skip


def test_ireland_asks_for_consent_to_each_visit_and_a_letter_five_working_days_ahead() -> None:
    standing = Consent(form="written", given_at=days_ago(3))
    refusal = the_refusal("ie", a_lawful_case(consents=(standing,)))
    assert (refusal.rule, refusal.pack) == ("consent_is_given", "ie")
    late = (a_notice(4), a_contact(15, "call"))
    refusal = the_refusal("ie", a_lawful_case(), contacts=late)
    assert (refusal.rule, refusal.lawful_from) == ("notices_are_sent", TODAY + timedelta(days=3))
    assert refusal.source.endswith("(rule letter)")


def test_ireland_rests_on_its_own_holidays() -> None:
    bridget = date(2026, 2, 2)
    case = a_lawful_case(
        approved_at=at("08:00", date(2026, 1, 20)), approved_until=None,
        consents=(
            Consent(
                form="oral", given_at=at("08:00", date(2026, 1, 20)), visit_date=bridget
            ),
        ),
    )  # fmt: skip
    told = [a_notice(0, at=at("09:00", date(2026, 1, 5)))]
    refusal = the_refusal("ie", case, contacts=told, on=bridget)
    assert (refusal.rule, refusal.lawful_from) == ("day_is_no_holiday", date(2026, 2, 3))


def test_australia_allows_one_meeting_a_month_and_no_visit_that_was_refused() -> None:
    refusal = the_refusal("au", a_lawful_case(), contacts=(*TOLD, a_contact(9, reached=True)))
    assert (refusal.rule, refusal.lawful_from) == ("caps_leave_room", date(2026, 12, 1))
    assert refusal.source.endswith("(rule monthly)")
    refusal = the_refusal("au", a_lawful_case(holds=("refused_visits",)))
    assert (refusal.rule, refusal.source.endswith("(rule refusal)")) == ("no_hold_is_on", True)


def test_britain_stops_for_a_moratorium_and_for_who_is_vulnerable() -> None:
    for hold, rule in (("moratorium", "breathing-space"), ("vulnerable", "holds")):
        refusal = the_refusal("gb", a_lawful_case(holds=(hold,)))
        assert (refusal.pack, refusal.source.endswith(f"(rule {rule})")) == ("gb", True)


def test_india_sends_work_after_home_and_only_whom_it_named() -> None:
    refusal = the_refusal("in", a_lawful_case(place_kind="work"))
    assert (refusal.rule, refusal.pack) == ("places_come_in_order", "in")
    tried = a_contact(40, place_kind="home")
    case = a_lawful_case(place_kind="work")
    assert refusals_of(case, a_day_under("in", case, contacts=(*TOLD, tried))) == ()
    refusal = the_refusal("in", a_lawful_case(), contacts=(a_notice(9),))
    assert (refusal.rule, refusal.source.endswith("(rule draft-notice)")) == (
        "notice_names_the_agent", True
    )  # fmt: skip


def test_indonesia_has_no_visits_on_sundays_or_elsewhere_without_consent() -> None:
    sunday = TODAY + timedelta(days=5)
    consent = Consent(form="oral", given_at=days_ago(3))
    rules = refusals_of(
        a_lawful_case(consents=(consent,)), a_day_under("id", a_lawful_case(), on=sunday)
    )
    assert {refusal.rule for refusal in rules} == {"day_is_no_rest_day", "day_has_permitted_hours"}
    refusal = the_refusal("id", a_lawful_case(place_kind="relative", consents=()))
    assert (refusal.rule, refusal.pack) == ("place_may_be_visited", "id")


def test_china_bars_whoever_was_not_trained_within_the_year() -> None:
    papers = (
        Credential(kind="id_card"),
        Credential(kind="collection_training", valid_from=TODAY - timedelta(days=365)),
        Credential(kind="network_security_training", valid_from=TODAY - timedelta(days=366)),
    )
    case = a_lawful_case()
    day = a_day_under("cn", case, contacts=TOLD)
    day = day.model_copy(update={"agents": (an_agent(credentials=papers),)})
    (barred,) = gate(day).barred
    (refusal,) = barred.refusals
    assert (refusal.rule, refusal.pack) == ("trainings_are_fresh", "cn")
    assert "network_security_training is older than 365 days" in refusal.reason
    assert refusal.source.startswith("GB/T 45251-2025")


def test_china_stops_when_the_customer_has_answered() -> None:
    answered = (*TOLD, a_notice(5, answered_at=days_ago(2)))
    refusal = the_refusal("cn", a_lawful_case(), contacts=answered)
    assert (refusal.rule, refusal.pack) == ("notices_are_unanswered", "cn")


def test_the_baseline_wants_a_week_between_attempts() -> None:
    refusal = the_refusal("humane-baseline", a_lawful_case(), contacts=(*TOLD, a_contact(5)))
    assert (refusal.rule, refusal.lawful_from) == ("gaps_have_passed", TODAY + timedelta(days=2))
    assert refusal.source.endswith("(rule attempt-gap)")
