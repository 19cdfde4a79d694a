"""What holds across tables: references, pins, hand-made routes, the ledger."""

from pathlib import Path

import pytest

from builders import at
from unit.intake.day_folder import a_folder, case, cell, findings_of, gone, more, read, rows_of
from visitplan.domain.day import HandRoute
from visitplan.domain.pin import Pin
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.hand_routes import read_routes


def test_a_case_of_no_debtor_is_its_own(tmp_path: Path) -> None:
    assert read(tmp_path, case("debtor_id", "")).day.cases[0].debtor == "C001"


def test_service_and_setup_come_from_the_settings_where_a_case_is_silent(tmp_path: Path) -> None:
    first, *_ = read(tmp_path, case("service", "")).day.cases
    assert (first.service_seconds, first.setup_seconds) == (900, 120)


def test_agents_who_are_off_are_left_out_of_a_case_with_a_warning(tmp_path: Path) -> None:
    reading = read(tmp_path, case("excluded_agents", "A02; A77"))
    assert reading.day.cases[0].excluded_agents == {"A02"}
    (finding,) = reading.findings
    assert (finding.code, finding.row, finding.column) == (
        Code.AGENT_UNKNOWN, 2, "excluded_agents",
    )  # fmt: skip


def test_a_case_for_agents_who_are_all_off_is_for_nobody(tmp_path: Path) -> None:
    reading = read(tmp_path, case("allowed_agents", "A77"))
    assert reading.day.cases[0].allowed_agents == frozenset()
    assert Code.AGENTS_ALL_EXCLUDED in [finding.code for finding in reading.findings]


def test_an_unknown_skill_offers_the_nearest(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, case("skills", "swedsh")).findings
    assert finding.remedy == 'did you mean "swedish"?'


KNOWN = {"C001", "C002", "C003", "C004", "C005", "C008"}


def test_contacts_of_other_cases_are_one_warning_and_left_out(tmp_path: Path) -> None:
    change = more("contacts.csv", b"X1,2026-11-01,call,no,,,\nX2,2026-11-01,call,no,,,\n")
    reading = read(tmp_path, change)
    assert {contact.case_id for contact in reading.day.contacts} == KNOWN
    assert len(reading.findings) == 1


def test_contacts_after_the_planning_day_are_one_warning(tmp_path: Path) -> None:
    rows = (
        b"C001,2026-11-24T23:59,call,no,,,\nC001,2026-11-25,call,no,,,\nC002,2027-01-01,sms,no,,,\n"
    )
    (finding,) = read(tmp_path, more("contacts.csv", rows)).findings
    assert (finding.code, finding.severity) == (Code.CONTACT_IN_FUTURE, "warning")
    assert finding.problem == "here begin 2 contacts that lie after the planning day"


def test_contacts_that_are_told_of_again_are_one_warning(tmp_path: Path) -> None:
    rows = b"C001,2026-11-01 10:00,call,no,,,\n" + 99 * b"C001,2026-11-01T10:00,call,yes,,,\n"
    (finding,) = read(tmp_path, more("contacts.csv", rows)).findings
    assert (finding.code, finding.severity) == (Code.CONTACT_TWICE, "warning")
    assert finding.problem.startswith("here begin 99 contacts that are told of again")


def test_a_contact_is_read(tmp_path: Path) -> None:
    contact = read(tmp_path).day.contacts[2]
    assert (contact.channel, contact.reached, contact.outcome) == ("visit", False, "NOHOME")


def test_an_exact_arrival_bounds_both_sides(tmp_path: Path) -> None:
    change = rows_of("pinned.csv", "case_id,at", "C001,10:15")
    assert read(tmp_path, change).day.pins == (
        Pin(case_id="C001", not_before=at("10:15"), not_after=at("10:15")),
    )


def test_an_exact_arrival_beside_bounds_is_refused(tmp_path: Path) -> None:
    change = rows_of("pinned.csv", "case_id,at,not_after", "C001,10:15,11:00")
    (finding,) = findings_of(a_folder(tmp_path, change))
    assert finding.code == Code.PINS_CONTRADICT


def test_pins_of_one_case_may_complete_each_other(tmp_path: Path) -> None:
    change = rows_of("pinned.csv", "case_id,agent_id,after", "C001,A01,", "C001,,C002", "C002,A01,")
    assert read(tmp_path, change).findings == ()


def test_a_long_circle_of_pins_is_shown_whole(tmp_path: Path) -> None:
    change = rows_of("pinned.csv", "case_id,after", "C001,C002", "C002,C003", "C003,C001")
    (finding,) = findings_of(a_folder(tmp_path, change))
    assert finding.code == Code.PIN_CYCLE
    assert all(f"C00{number}" in finding.problem for number in (1, 2, 3))


def test_a_pin_to_an_agent_outside_of_the_allowed_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, case("allowed_agents", "A02", row=4))
    (finding,) = findings_of(folder)
    assert (finding.code, finding.file) == (Code.PIN_AGENT_UNFIT, "pinned.csv")


BASELINE = (
    HandRoute(
        shift_id="A01/1",
        case_ids=("C004", "C002", "C003", "C005"),
        arrivals=(at("09:30"), at("10:10"), at("13:30"), at("14:40")),
    ),
    HandRoute(shift_id="A02/1", case_ids=("C008", "C001"), arrivals=(at("12:00"), at("16:30"))),
)


def test_a_baseline_is_routes_in_order(tmp_path: Path) -> None:
    assert read(tmp_path).day.baseline == BASELINE


def test_routes_of_a_file_are_read_for_a_day(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    day = read(tmp_path / "other").day
    assert read_routes(folder / "baseline.csv", day) == BASELINE


def test_routes_of_a_file_that_is_missing_are_refused(tmp_path: Path) -> None:
    day = read(tmp_path).day
    with pytest.raises(InputError) as refused:
        read_routes(tmp_path / "nowhere.csv", day)
    assert [finding.code for finding in refused.value.findings] == [Code.FILE_MISSING]


def test_routes_that_name_unknown_cases_are_refused_with_all_findings(tmp_path: Path) -> None:
    day = read(tmp_path).day
    file = tmp_path / "routes.csv"
    file.write_text("agent_id,case_id\nA01,X1\nA09,C001\nA01,C002\nA01,C002\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_routes(file, day)
    assert [finding.code for finding in refused.value.findings] == [
        Code.CASE_UNKNOWN, Code.AGENT_UNKNOWN, Code.VISIT_TWICE,
    ]  # fmt: skip


def test_without_order_the_arrivals_order_a_route(tmp_path: Path) -> None:
    change = rows_of("baseline.csv", "agent,case,arrival", "A01,C001,11:00", "A01,C002,10:00")
    (route,) = read(tmp_path, change).day.baseline
    assert route.case_ids == ("C002", "C001")


def test_without_order_and_arrivals_the_rows_order_a_route(tmp_path: Path) -> None:
    change = rows_of("baseline.csv", "agent,case", "A01,C002", "A01,C001")
    (route,) = read(tmp_path, change).day.baseline
    assert (route.case_ids, route.arrivals) == (("C002", "C001"), ())


def test_the_arrival_tells_which_of_two_shifts(tmp_path: Path) -> None:
    shifts = rows_of("agents.csv", "agent_id,shift", "A01,08:00-12:00", "A01,13:00-17:00")
    routes = rows_of("baseline.csv", "agent,case,arrival", "A01,C001,14:00", "A01,C002,09:00")
    day = read(tmp_path, gone("pinned.csv"), shifts, routes).day
    assert {route.shift_id: route.case_ids for route in day.baseline} == {
        "A01/1": ("C002",), "A01/2": ("C001",),
    }  # fmt: skip


def test_without_arrival_the_shift_must_be_named(tmp_path: Path) -> None:
    shifts = rows_of("agents.csv", "agent_id,shift", "A01,08:00-12:00", "A01,13:00-17:00")
    unclear = rows_of("baseline.csv", "agent,case", "A01,C001")
    folder = a_folder(tmp_path, gone("pinned.csv"), shifts, unclear)
    assert Code.SHIFT_UNCLEAR in [finding.code for finding in findings_of(folder)]
    rows_of("baseline.csv", "shift,case", "A01/2,C001")(folder)
    assert Code.SHIFT_UNCLEAR not in [finding.code for finding in findings_of(folder)]


def test_a_shift_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    change = rows_of("baseline.csv", "shift,case", "A01/7,C001")
    (finding,) = findings_of(a_folder(tmp_path, change))
    assert finding.code == Code.SHIFT_UNKNOWN


def test_an_order_for_some_stops_only_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, cell("baseline.csv", 3, "order", ""))
    assert [finding.code for finding in findings_of(folder)] == [Code.ORDER_UNCLEAR]
