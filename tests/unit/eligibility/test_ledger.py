"""The ledger: each contact once, found by case, by person and by address."""

from datetime import UTC, date
from itertools import permutations

from builders import ZONE, a_case, a_day, a_policy, at
from unit.eligibility.before_the_gate import a_contact, days_ago
from visitplan.domain.contact import Contact
from visitplan.domain.terms import Cap
from visitplan.eligibility.gate import gate
from visitplan.eligibility.ledger import Ledger, PlannedCall, ledger_of

CASE, OTHER = a_case(1, household="H1"), a_case(2, debtor="D001", household="H1")


def days(ledger: Ledger, scope: str = "debt") -> list[int]:
    """Return how many days ago each entry lay."""
    found = ledger.past(CASE, scope, ZONE)  # type: ignore[arg-type]
    return [(a_day().date - event.on).days for event in found]


def test_a_contact_is_found_over_its_case_its_person_and_its_address() -> None:
    contacts = (
        a_contact(1),
        a_contact(2, case_id="C002"),
        a_contact(3, case_id="C777", debtor="D001"),
        a_contact(4, case_id="C778", household="H1"),
        a_contact(5, case_id="C779"),
    )
    ledger = ledger_of(contacts, (CASE, OTHER), ZONE)
    assert days(ledger, "debt") == [1]
    assert days(ledger, "debtor") == [3, 2, 1]
    assert days(ledger, "household") == [4, 2, 1]


def test_what_a_contact_says_of_its_debtor_outweighs_its_case() -> None:
    ledger = ledger_of((a_contact(1, debtor="D900"),), (CASE,), ZONE)
    assert (days(ledger, "debt"), days(ledger, "debtor")) == ([1], [])


def test_the_order_of_telling_is_irrelevant() -> None:
    told = (a_contact(3), a_contact(1, "call"), a_contact(2, "letter"))
    ledgers = [ledger_of(order, (CASE,), ZONE) for order in permutations(told)]
    assert {tuple(days(ledger)) for ledger in ledgers} == {(3, 2, 1)}


def test_what_several_systems_tell_of_is_one_contact() -> None:
    moment = days_ago(2)
    told = (
        a_contact(2, at=moment),
        a_contact(2, at=moment.astimezone(UTC), reached=True, place_kind="home"),
        a_contact(2, at=moment, notice=True, names_agent="A01", answered_at=days_ago(0)),
        a_contact(2, at=moment, answered_at=days_ago(1)),
    )
    (event,) = ledger_of(told, (CASE,), ZONE).past(CASE, "debtor", ZONE)
    assert event.reached
    assert event.notice
    assert (event.names_agent, event.place_kind) == ("A01", "home")
    assert event.answered_at == days_ago(1)


def test_another_channel_or_moment_is_another_contact() -> None:
    told = (a_contact(2), a_contact(2, "call"), a_contact(2, at=days_ago(2, "10:01")))
    assert days(ledger_of(told, (CASE,), ZONE)) == [2, 2, 2]


def test_moments_in_the_hour_that_is_repeated_are_two() -> None:
    first = at("03:30", date(2026, 10, 25))
    told = (a_contact(at=first.replace(fold=1)), a_contact(at=first))
    assert len(ledger_of(told, (CASE,), ZONE).past(CASE, "debt", ZONE)) == 2


def test_a_hundred_thousand_duplicates_are_one_contact() -> None:
    contact = a_contact(9)
    assert days(ledger_of((contact for _ in range(100_000)), (CASE,), ZONE)) == [9]


def test_a_ledger_of_nothing_tells_nothing() -> None:
    assert days(ledger_of((), (), ZONE)) == []


def test_a_planned_visit_counts_as_one_that_may_reach_somebody() -> None:
    ledger = ledger_of((a_contact(9),), (CASE, OTHER), ZONE)
    then = ledger.with_planned((PlannedCall(OTHER, days_ago(1)),))
    assert (days(then, "debt"), days(then, "debtor"), days(then, "household")) == (
        [9],
        [9, 1],
        [9, 1],
    )
    assert then.past(CASE, "debtor", ZONE)[-1].reached
    assert days(ledger, "debtor") == [9]


def test_the_gate_can_be_given_a_ledger_of_more_than_the_day_tells() -> None:
    cap = Cap(maximum=1, days=30, per="debtor", counts="attempts")
    day = a_day(cases=(CASE,), policy=a_policy(caps=(cap,)))
    before: tuple[Contact, ...] = (a_contact(3),)
    assert len(gate(day).visits) == 1
    assert len(gate(day, ledger_of(before, day.cases, ZONE)).visits) == 0
