"""What follows from outcomes: the ledger tells of each visit once, and who asks is left alone."""

from typing import Any

import pytest

from builders import TODAY, a_case, a_day, an_agent, at
from visitplan.app.record import visited
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.outcome import MEANINGS, OUTCOME_CODES, Outcome, OutcomeCode
from visitplan.feedback.following import Following
from visitplan.feedback.following import following as following_of
from visitplan.render.outcomes import OUTCOMES


def an_outcome(code: OutcomeCode = "NOHOME", **changes: Any) -> Outcome:
    defaults = {"case_id": "C001", "agent_id": "A01", "at": at("10:20"), "code": code}
    return Outcome(**defaults | changes)


def following(outcomes: list[Outcome], day: Day) -> Following:
    return following_of(outcomes, visited(day), day.contacts, on=day.date)


@pytest.mark.parametrize(("code", "reached"), [("NOHOME", False), ("TPMET", False), ("PTP", True)])
def test_a_visit_is_an_attempt_and_a_contact_where_somebody_was_reached(
    code: OutcomeCode, reached: bool
) -> None:
    (contact,) = following([an_outcome(code)], a_day()).contacts
    assert (contact.channel, contact.reached, contact.outcome) == ("visit", reached, code)
    assert (contact.debtor, contact.agent_id, contact.at) == ("D001", "A01", at("10:20"))


@pytest.mark.parametrize("code", ["UNSAFE", "CANCELLED", "NOTDONE", "OUTOFPOLICY"])
def test_where_nobody_was_at_the_door_the_ledger_has_nothing_to_tell(code: OutcomeCode) -> None:
    follows = following([an_outcome(code)], a_day())
    assert (follows.contacts, [each.code for each in follows.not_rung]) == ((), [code])


def test_what_the_ledger_knows_is_not_told_twice() -> None:
    outcome = an_outcome()
    first = following([outcome, outcome], a_day())
    again = following([outcome], a_day(contacts=first.contacts))
    assert len(first.contacts) == 1
    assert (again.contacts, again.known) == ((), (outcome,))


def test_a_call_at_the_same_moment_is_another_contact() -> None:
    call = Contact(case_id="C001", at=at("10:20"), channel="call", reached=True)
    assert len(following([an_outcome()], a_day(contacts=(call,))).contacts) == 1


@pytest.mark.parametrize(
    ("code", "hold"),
    [("DISPUTE", "dispute"), ("HARDSHIP", "hardship"), ("VULNERABLE", "vulnerable")],
)
def test_dispute_hardship_and_vulnerability_hold_the_case(code: OutcomeCode, hold: str) -> None:
    assert following([an_outcome(code)], a_day()).holds == (("C001", hold, TODAY, None),)


def test_nobody_at_home_holds_nothing() -> None:
    assert following([an_outcome("NOHOME")], a_day()).holds == ()


def test_a_persons_hold_is_of_all_his_cases_and_a_debts_of_one() -> None:
    day = a_day(cases=(a_case(1), a_case(2, debtor="D001"), a_case(3)))
    assert {each.case_id for each in following([an_outcome("CEASE")], day).holds} == {
        "C001",
        "C002",
    }
    assert {each.case_id for each in following([an_outcome("DISPUTE")], day).holds} == {"C001"}


def test_a_hold_that_stands_is_not_set_again() -> None:
    day = a_day(cases=(a_case(1, holds=("dispute",)),))
    assert following([an_outcome("DISPUTE")], day).holds == ()


def test_a_hold_is_set_even_where_the_ledger_knows_of_the_visit() -> None:
    outcome = an_outcome("DISPUTE")
    told = following([outcome], a_day()).contacts
    assert following([outcome], a_day(contacts=told)).holds == (("C001", "dispute", TODAY, None),)


def test_every_code_has_a_meaning_and_pages_promise_the_holds_that_are_set() -> None:
    assert set(MEANINGS) == set(OUTCOME_CODES)
    for outcome in (each for group in OUTCOMES for each in group.outcomes):
        assert MEANINGS[outcome.code].hold == outcome.hold, outcome.code


def test_two_agents_at_two_doors_are_two_contacts() -> None:
    day = a_day(agents=(an_agent(1), an_agent(2)))
    both = [an_outcome(), an_outcome(case_id="C002", agent_id="A02")]
    assert [each.case_id for each in following(both, day).contacts] == ["C001", "C002"]
