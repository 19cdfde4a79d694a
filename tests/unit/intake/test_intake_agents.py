"""Agents and shifts: a row per shift, one person, ends, breaks and pay."""

from pathlib import Path

import pytest

from builders import at, between
from unit.intake.day_folder import (
    Change,
    a_folder,
    agent,
    findings_of,
    gone,
    more,
    read,
    rows_of,
    setting,
)
from visitplan.domain.agent import OvertimeTier
from visitplan.domain.place import Point
from visitplan.intake.codes import Code

BRANCH = Point(lat=60.168981, lon=24.93704)
HOME = Point(lat=60.177823, lon=24.94972)
ALONE = gone("pinned.csv", "baseline.csv")


def crew(path: Path, *rows: str, header: str = "agent_id,shift,start", also: Change | None = None):
    changes = [ALONE, rows_of("agents.csv", header, *rows)]
    return read(path, *changes, *([also] if also else [])).day


def test_several_rows_of_an_agent_are_several_shifts_in_order_of_time(tmp_path: Path) -> None:
    day = crew(
        tmp_path, "A01,15:00-18:00,Centre", "A02,09:00-17:00,Centre", "A01,08:00-12:00,Centre"
    )
    assert [a.id for a in day.agents] == ["A01", "A02"]
    assert {s.id: s.hours for s in day.shifts} == {
        "A01/1": between("08:00", "12:00"),
        "A01/2": between("15:00", "18:00"),
        "A02/1": between("09:00", "17:00"),
    }


def test_shifts_that_touch_do_not_overlap(tmp_path: Path) -> None:
    day = crew(tmp_path, "A01,08:00-12:00,Centre", "A01,12:00-16:00,Centre")
    assert len(day.shifts) == 2


def test_what_the_first_row_says_of_a_person_holds_for_the_later_ones(tmp_path: Path) -> None:
    day = crew(
        tmp_path,
        "A01,Agent 01,08:00-12:00,home,60.177823,24.94972",
        "A01,,13:00-16:00,home,,",
        header="agent_id,name,shift,start,home_lat,home_lon",
    )
    assert [shift.start.point for shift in day.shifts] == [HOME, HOME]
    assert day.agents[0].name == "Agent 01"


def test_start_and_end_times_may_stand_in_two_columns(tmp_path: Path) -> None:
    day = crew(tmp_path, "A01,9am,17h30", header="agent_id,shift_start,shift_end")
    assert day.shifts[0].hours == between("09:00", "17:30")


def test_a_shift_that_ends_before_it_starts_is_refused_in_two_columns(tmp_path: Path) -> None:
    change = rows_of("agents.csv", "agent_id,from,until", "A01,17:00,09:00")
    finding, *_ = findings_of(a_folder(tmp_path, ALONE, change))
    assert (finding.code, finding.column) == (Code.SHIFT_LENGTH, "shift_end")


def test_the_end_is_the_start_unless_said_otherwise(tmp_path: Path) -> None:
    branch, home = read(tmp_path).day.shifts
    assert (branch.start.point, branch.end) == (BRANCH, branch.start)
    assert (branch.start_label, branch.end_label) == ("Centre", "Centre")
    assert (home.start.point, home.end, home.end_label) == (HOME, None, "open end")


def test_a_blank_start_is_the_only_branch(tmp_path: Path) -> None:
    assert crew(tmp_path, "A01,09:00-17:00,").shifts[0].start.point == BRANCH


def test_a_blank_start_with_two_branches_is_refused(tmp_path: Path) -> None:
    branches = setting("[limits]", "[branches.North]\nlat = 60.1785\nlon = 24.9501\n[limits]")
    folder = a_folder(tmp_path, branches, agent("start", ""))
    assert [finding.column for finding in findings_of(folder)] == ["start"]


def test_a_branch_is_known_in_any_case(tmp_path: Path) -> None:
    assert crew(tmp_path, "A01,09:00-17:00,CENTRE").shifts[0].start_label == "Centre"


def test_pay_comes_from_the_row_and_else_from_the_settings(tmp_path: Path) -> None:
    ordinary, dearer = (shift.pay for shift in read(tmp_path).day.shifts)
    assert (ordinary.wage_per_hour, dearer.wage_per_hour) == (2150, 2200)
    assert ordinary.minimum_paid_seconds == 2 * 3600
    assert ordinary.rate_per_km == 55
    assert dearer.overtime == (
        OvertimeTier(beyond_seconds=8 * 3600, premium_per_hour=1100),
        OvertimeTier(beyond_seconds=10 * 3600, premium_per_hour=2200),
    )


def test_a_row_may_say_zero_where_the_settings_say_more(tmp_path: Path) -> None:
    assert read(tmp_path, agent("rate_per_km", "0")).day.shifts[0].pay.rate_per_km == 0


def test_a_wage_is_needed_from_somewhere(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("wage = 21.50", ""))
    (finding,) = findings_of(folder)
    assert (finding.code, finding.row, finding.column) == (Code.VALUE_MISSING, 2, "wage")


def test_breaks_and_the_most_visits_are_read(tmp_path: Path) -> None:
    shift, _ = read(tmp_path).day.shifts
    (rest,) = shift.breaks
    assert (rest.window, rest.seconds, rest.paid) == (between("11:30", "13:30"), 1800, False)
    assert shift.maximum_visits == 12


def test_skills_and_credentials_are_compared_without_case(tmp_path: Path) -> None:
    reading = read(tmp_path, agent("skills", "SWEDISH"), agent("credentials", "ID_Card"))
    assert reading.findings == ()
    assert reading.day.agents[0].skills == {"swedish"}
    assert reading.day.agents[0].credentials[0].kind == "id_card"


def test_a_night_shift_ends_on_the_next_day(tmp_path: Path) -> None:
    (shift,) = crew(tmp_path, "A01,20:00-02:00+1,Centre").shifts
    assert shift.hours.opening == at("20:00")
    assert shift.hours.seconds == 6 * 3600


def test_an_unknown_travel_mode_is_refused(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, agent("mode", "drone")))
    assert (finding.code, finding.column) == (Code.WORD_UNKNOWN, "mode")


def test_other_columns_of_agents_only_warn(tmp_path: Path) -> None:
    reading = read(tmp_path, agent("employer", "x"), agent("phone", "1"))
    assert [finding.code for finding in reading.findings] == [Code.COLUMN_UNKNOWN] * 2


def test_an_error_in_a_shift_brings_none_in_the_tables_that_name_the_agent(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, agent("shift", "late"))
    assert [finding.code for finding in findings_of(folder)] == [Code.WINDOW_UNREADABLE]


def test_a_second_shift_is_named_in_hand_made_routes(tmp_path: Path) -> None:
    second = more("agents.csv", b"A01,,18:00-19:00,Centre,,,,,,,,,\n")
    codes = {finding.code for finding in findings_of(a_folder(tmp_path, second))}
    assert codes <= {Code.SHIFT_UNCLEAR, Code.BREAK_OUTSIDE_SHIFT}


@pytest.mark.parametrize(
    ("word", "mode"),
    [
        ("scooter", "two_wheeler"),
        ("two-wheeler", "two_wheeler"),
        ("摩托车", "two_wheeler"),
        ("步行", "walk"),
    ],
)
def test_how_an_agent_travels_is_said_in_many_words(tmp_path: Path, word: str, mode: str) -> None:
    assert read(tmp_path, agent("mode", word)).day.agents[0].mode == mode


def test_public_transport_needs_a_matrix_of_its_times(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, agent("mode", "transit")))
    assert (finding.code, finding.column) == (Code.MODE_WITHOUT_TIMES, "mode")


def test_public_transport_is_taken_where_a_matrix_tells_its_times(tmp_path: Path) -> None:
    matrix = setting("[streets]", '[streets]\nengine = "matrix"\nmatrix = "times.csv"')
    assert read(tmp_path, agent("mode", "公交"), matrix).day.agents[0].mode == "transit"


def test_a_mode_may_have_a_rate_of_its_own_that_a_row_still_overrules(tmp_path: Path) -> None:
    rates = more("day.toml", b"\n[pay.rate_per_km_by_mode]\ntwo_wheeler = 0.20\nwalk = 0\n")
    assert read(tmp_path / "a", rates).day.shifts[0].pay.rate_per_km == 55
    scooter = agent("mode", "scooter")
    assert read(tmp_path / "b", scooter, rates).day.shifts[0].pay.rate_per_km == 20
    assert read(tmp_path / "c", agent("mode", "foot"), rates).day.shifts[0].pay.rate_per_km == 0
    own = agent("rate_per_km", "0.30")
    assert read(tmp_path / "d", scooter, own, rates).day.shifts[0].pay.rate_per_km == 30


def test_a_rate_of_an_unknown_mode_is_a_warning(tmp_path: Path) -> None:
    rates = more("day.toml", b"\n[pay.rate_per_km_by_mode]\ndrone = 0.20\n")
    (finding,) = findings_of(a_folder(tmp_path, rates))
    assert finding.code == Code.SETTING_UNKNOWN
