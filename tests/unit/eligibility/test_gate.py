"""The gate as a whole: what a visit carries, and who may go there."""

from datetime import date

import pytest

from builders import (
    TODAY,
    a_case,
    a_day,
    a_place,
    a_policy,
    a_shift,
    an_agent,
    at,
    between,
)
from visitplan.domain.agent import Credential
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.visit import Visit
from visitplan.eligibility.gate import gate

THREE_AGENTS = {
    "agents": (an_agent(1, skills=frozenset({"fi", "sv"})), an_agent(2), an_agent(3)),
    "shifts": (a_shift(3), a_shift(1), a_shift(2)),
}


def the_visit(day: Day) -> Visit:
    (visit,) = gate(day).visits
    return visit


def a_day_with(*pins: Pin, **changes: object) -> Day:
    return a_day(cases=(a_case(**changes),), pins=pins, **THREE_AGENTS)


def test_every_refusing_rule_is_reported_with_its_source() -> None:
    case = a_case(status="proposed", approved_by=None, holds=("paid", "dispute"))

    (ineligible,) = gate(a_day(cases=(case,))).ineligible

    assert [refusal.rule for refusal in ineligible.refusals] == [
        "status_is_visitable",
        "approval_is_named",
        "no_hold_is_on",
        "no_hold_is_on",
    ]
    assert [r.reason for r in ineligible.refusals[2:]] == ["on hold: dispute", "on hold: paid"]
    assert {(r.pack, r.version, r.source) for r in ineligible.refusals} == {
        ("sample", "1", "tests")
    }


def test_windows_are_what_customer_policy_and_approval_leave() -> None:
    visit = the_visit(
        a_day_with(
            windows=(between("18:00", "21:00"), between("07:00", "12:00")),
            approved_until=at("19:00"),
        )
    )

    assert visit.windows == (between("08:00", "12:00"), between("18:00", "19:00"))
    assert visit.permitted == (between("08:00", "19:00"),)
    assert not visit.bounds_start


def test_without_own_windows_any_lawful_hour_is_a_window() -> None:
    assert the_visit(a_day_with()).windows == (between("08:00", "20:00"),)


def test_windows_that_overlap_become_one() -> None:
    windows = (between("10:00", "11:00"), between("10:30", "12:00"))

    assert the_visit(a_day_with(windows=windows)).windows == (between("10:00", "12:00"),)


def test_where_windows_bound_the_arrival_the_last_one_leaves_room_for_the_stay() -> None:
    day = a_day(
        cases=(a_case(windows=(between("19:00", "20:00"),)),),
        policy=a_policy(window_bounds="start"),
    )

    visit = the_visit(day)

    assert visit.bounds_start
    assert visit.windows == (between("19:00", "19:45"),)
    assert visit.permitted == (between("08:00", "20:00"),)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("A01/1", "A02/1", "A03/1")),
        ({"skills": frozenset({"sv"})}, ("A01/1",)),
        ({"skills": frozenset({"sv", "ru"})}, ()),
        ({"allowed_agents": frozenset({"A02", "A03"})}, ("A02/1", "A03/1")),
        ({"allowed_agents": frozenset()}, ()),
        ({"excluded_agents": frozenset({"A02"})}, ("A01/1", "A03/1")),
    ],
)
def test_who_may_go_follows_skill_choice_and_exclusion(
    changes: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert the_visit(a_day_with(**changes)).allowed_shifts == expected


def test_only_the_pinned_agent_goes_to_a_pinned_visit() -> None:
    pin = Pin(case_id="C001", agent_id="A02")

    assert the_visit(a_day_with(pin)).allowed_shifts == ("A02/1",)


def test_a_pinned_visit_has_the_priority_must() -> None:
    pin = Pin(case_id="C001", agent_id="A02")

    assert the_visit(a_day_with(priority="low")).penalty == 3_000
    assert the_visit(a_day_with(pin, priority="low")).penalty == 100_000


def test_an_open_side_of_a_pinned_arrival_is_the_edge_of_the_day() -> None:
    morning = the_visit(a_day_with(Pin(case_id="C001", not_after=at("10:00")))).arrival
    evening = the_visit(a_day_with(Pin(case_id="C001", not_before=at("18:00")))).arrival

    assert morning == between("00:00", "10:00")
    assert evening == between("18:00", "23:59:59")
    assert the_visit(a_day_with()).arrival is None


def test_an_order_is_kept_only_between_visits() -> None:
    pins = (Pin(case_id="C001", after="C002"), Pin(case_id="C001", after="C003"))
    cases = (a_case(1), a_case(2), a_case(3, status="paid"))

    visits = gate(a_day(cases=cases, pins=pins)).visits

    assert [visit.after for visit in visits] == [("C002",), ()]


def test_preferred_shifts_are_those_of_the_preferred_agents() -> None:
    preferred = frozenset({"A03", "A01"})

    assert the_visit(a_day_with(preferred_agents=preferred)).preferred_shifts == ("A01/1", "A03/1")
    assert the_visit(a_day_with()).preferred_shifts is None


def a_day_asking_for_cards(*credentials: Credential) -> Day:
    return a_day(
        agents=(an_agent(credentials=credentials),),
        policy=a_policy(required_credentials=frozenset({"id_card", "training"})),
    )


def a_card(kind: str, since: date | None, until: date | None) -> Credential:
    return Credential(kind=kind, valid_from=since, valid_until=until)


def test_a_credential_is_valid_on_both_its_first_and_its_last_day() -> None:
    day = a_day_asking_for_cards(
        a_card("id_card", TODAY, date(2027, 1, 1)), a_card("training", None, TODAY)
    )

    assert gate(day).barred == ()


def test_each_credential_that_fails_is_named_and_bars_the_shift() -> None:
    day = a_day_asking_for_cards(a_card("id_card", None, date(2026, 11, 23)))

    admission = gate(day)

    (barred,) = admission.barred
    assert [refusal.reason for refusal in barred.refusals] == [
        "the required credential id_card is not valid on 2026-11-24 (valid until 2026-11-23)",
        "the required credential training is missing",
    ]
    assert {visit.allowed_shifts for visit in admission.visits} == {()}


def test_a_renewed_credential_outweighs_the_old_one() -> None:
    day = a_day_asking_for_cards(
        a_card("training", None, None),
        a_card("id_card", date(2026, 11, 1), date(2027, 11, 1)),
        a_card("id_card", date(2025, 11, 1), date(2026, 10, 31)),
    )

    assert gate(day).barred == ()


def test_a_case_off_the_map_is_refused_with_the_problem_found() -> None:
    day = a_day(cases=(a_case(place=a_place(problem="no street within 250 m")),))

    (ineligible,) = gate(day).ineligible

    assert ineligible.refusals[0].reason == "no street within 250 m"
