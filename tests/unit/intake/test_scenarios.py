"""``scenarios.toml``, and days as scenarios have them: each key changes what it names."""

from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unit.intake.day_folder import Change, a_folder
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario, ScenarioBook
from visitplan.errors import InputError
from visitplan.intake.reading import read_day
from visitplan.intake.scenarios.book import read_scenarios
from visitplan.intake.scenarios.grids import combinations
from visitplan.intake.scenarios.variant import read_variant

FILE = "scenarios.toml"


def book(path: Path, text: str, *, most: int = 40, agrees: bool = False) -> ScenarioBook:
    folder = a_folder(path)
    file = folder / FILE
    file.write_text(text, encoding="utf-8")
    day = read_day(folder).day
    return read_scenarios(file, day, most=most, confirm=lambda _: agrees)


def refused(path: Path, text: str, **options: Any) -> list[tuple[str, str | None]]:
    with pytest.raises(InputError) as caught:
        book(path, text, **options)
    assert all(each.file == FILE and each.remedy for each in caught.value.findings)
    return [(each.code, each.column) for each in caught.value.findings]


def variant(path: Path, changes: dict[str, object], *edits: Change) -> Day:
    folder = a_folder(path, *edits)
    read = partial(_read, folder)
    scenario = Scenario(name="x", title="x", changes=changes)
    return read_variant(scenario, read_day(folder).day, read, file=FILE).day


def _read(folder: Path, overrides: Any, amend: Any) -> Any:
    return read_day(folder, overrides=overrides, amend=amend)


def findings(path: Path, changes: dict[str, object], *edits: Change) -> tuple[Finding, ...]:
    with pytest.raises(InputError) as caught:
        variant(path, changes, *edits)
    return caught.value.findings


def hours(day: Day) -> list[str]:
    return [f"{s.id} {s.hours.opening:%H:%M}-{s.hours.closing:%H:%M}" for s in day.shifts]


# the file


def test_scenarios_keep_their_order_and_grids_follow(tmp_path: Path) -> None:
    read = book(
        tmp_path,
        '[grids.staff]\nagents = [1, 2]\nevery_agent.wage = ["20", "21"]\n'
        '[scenarios.late]\nshift_start = "10:00"\n[scenarios.b]\ndemand = 1.5\n',
    )
    assert [each.name for each in read.scenarios] == [
        "late",
        "b",
        "staff: agents 1, every agent.wage 20",
        "staff: agents 1, every agent.wage 21",
        "staff: agents 2, every agent.wage 20",
        "staff: agents 2, every agent.wage 21",
    ]
    assert read.scenarios[1].changes == {"demand": Decimal("1.5")}
    assert read.scenarios[3].axes == {"agents": "1", "every_agent.wage": "21"}


@settings(deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_a_grid_has_a_scenario_for_each_combination(sizes: list[int]) -> None:
    axes: dict[str, object] = {f"k{n}": list(range(size)) for n, size in enumerate(sizes)}
    made = list(combinations("g", "G", axes | {"fixed": "1"}))
    number = 1
    for size in sizes:
        number *= size
    assert len(made) == len({each.name for each in made}) == number
    assert all(each.changes["fixed"] == "1" for each in made)


def test_many_combinations_are_asked_about(tmp_path: Path) -> None:
    text = "[grids.g]\nagents = [1, 2, 3]\n"
    assert refused(tmp_path, text, most=2) == [("VP-SC-007", "grids")]
    assert len(book(tmp_path / "yes", text, most=2, agrees=True).scenarios) == 3


def test_nobody_can_agree_to_thousands(tmp_path: Path) -> None:
    axis = list(range(1, 61))
    text = f"[grids.g]\nagents = {axis}\ndemand_seed = {axis}\ndemand = 1.1\n"
    assert refused(tmp_path, text, agrees=True) == [("VP-SC-007", "grids")]


@pytest.mark.parametrize(
    ("line", "code", "key"),
    [
        ('shift_stat = "10:00"', "VP-SC-001", "shift_stat"),
        ('agent.A77.wage = "20"', "VP-SC-002", "agent.A77.wage"),
        ('agent.A01.wages_paid = "20"', "VP-SC-002", "agent.A01.wages_paid"),
        ('case.C099.windows = "09:00-10:00"', "VP-SC-002", "case.C099.windows"),
        ('remove_agents = ["A77"]', "VP-SC-002", "remove_agents"),
        ('add_agents = [{ like = "A77" }]', "VP-SC-002", "add_agents"),
        ("add_agents = [{ number = 2 }]", "VP-SC-004", "add_agents"),
        ('add_agents = [{ like = "A01", wagge = "2" }]', "VP-SC-001", "add_agents.wagge"),
        ("agents = 0", "VP-SC-004", "agents"),
        ("agents = true", "VP-SC-004", "agents"),
        ("demand = -1", "VP-SC-004", "demand"),
        ("demand = nan", "VP-SC-004", "demand"),
        ('shift_start = "25:00"', "VP-SC-004", "shift_start"),
        ('windows_wider = "long"', "VP-SC-004", "windows_wider"),
        ("limits.seconds = 9", "VP-SC-008", "limits.seconds"),
        ('case.C001.status = "approved"', "VP-SC-008", "case.C001.status"),
        ('case.C006.holds = ""', "VP-SC-008", "case.C006.holds"),
        ("demand_seed = 3", "VP-SC-003", "demand_seed"),
        ('agents = 2\nremove_agents = ["A01"]', "VP-SC-003", "agents"),
        ('remove_agents = ["A01"]\nagent.A01.wage = "1"', "VP-SC-003", "agent.A01.wage"),
        ('windows = "9-10"\nwindows_wider = "5 min"', "VP-SC-003", "windows"),
    ],
)
def test_what_cannot_be_said_is_refused_at_its_key(
    tmp_path: Path, line: str, code: str, key: str
) -> None:
    found = refused(tmp_path, f"[scenarios.x]\n{line}\n")
    assert found == [(code, f"scenarios.x.{key}")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "VP-SC-007"),
        ("[scenarios.x]\n", "VP-SC-007"),
        ("[scenario.x]\nagents = 2\n", "VP-SC-001"),
        ("scenarios = 3\n", "VP-SC-004"),
        ('baseline = "yesterday"\n[scenarios.x]\nagents = 3\n', "VP-SC-004"),
        ("[grids.g]\nagents = []\n", "VP-SC-004"),
        ("[grids.g]\nagents = [3, 3]\n", "VP-SC-005"),
        ("[scenarios.x\n", "VP-IN-021"),
    ],
)
def test_a_file_that_asks_nothing_sensible_is_refused(tmp_path: Path, text: str, code: str) -> None:
    assert refused(tmp_path, text)[0][0] == code


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = "[scenarios.x]\nagents = 0\nshift_stat = 1\n[scenarios.y]\ndemand = 0\n"
    assert len(refused(tmp_path, text)) == 3


# the days


def test_so_many_agents_are_the_first_ones_or_copies_of_them(tmp_path: Path) -> None:
    one, four = (variant(tmp_path / str(n), {"agents": n}) for n in (1, 4))
    assert [agent.id for agent in one.agents] == ["A01"]
    assert [agent.id for agent in four.agents] == ["A01", "A02", "A01~2", "A02~2"]
    assert four.agents[2].skills == four.agents[0].skills
    assert four.shifts[2].pay == four.shifts[0].pay


def test_an_agent_is_added_like_another_with_cells_of_his_own(tmp_path: Path) -> None:
    day = variant(tmp_path, {"add_agents": [{"like": "A02", "wage": "30", "skills": "swedish"}]})
    assert day.agents[-1].id == "A02~2"
    assert day.agents[-1].skills == {"swedish"}
    assert day.shifts[-1].pay.wage_per_hour == 3000
    assert day.shifts[1].pay.wage_per_hour == 2200


def test_who_is_removed_takes_his_pins_and_his_routes_along(tmp_path: Path) -> None:
    day = variant(tmp_path, {"remove_agents": ["A01"]})
    assert [agent.id for agent in day.agents] == ["A02"]
    assert day.pins == ()
    assert {route.shift_id for route in day.baseline} == {"A02/1"}


def test_one_agents_cells_win_over_everybodys(tmp_path: Path) -> None:
    day = variant(tmp_path, {"agent.A02.wage": "31", "every_agent.wage": "30"})
    assert [shift.pay.wage_per_hour for shift in day.shifts] == [3000, 3100]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"shift_start": "10:00"}, ["A01/1 10:00-17:00", "A02/1 10:00-19:00"]),
        ({"shift_end": "18:00"}, ["A01/1 09:00-18:00", "A02/1 11:00-18:00"]),
        ({"shift_longer": "1 h"}, ["A01/1 09:00-18:00", "A02/1 11:00-20:00"]),
    ],
)
def test_shifts_begin_and_end_when_the_scenario_says(
    tmp_path: Path, changes: dict[str, object], wanted: list[str]
) -> None:
    assert hours(variant(tmp_path, changes)) == wanted


def test_hours_that_leave_a_break_outside_are_told_at_the_agents_row(tmp_path: Path) -> None:
    found = findings(tmp_path, {"shift_start": "13:45"})
    assert {each.code for each in found} == {"VP-IN-106"}


def test_hours_that_end_before_they_begin_are_told_at_the_scenarios_key(tmp_path: Path) -> None:
    found = findings(tmp_path, {"shift_start": "18:00"})
    assert ("scenarios.toml", "scenarios.x.shift_start") in {(f.file, f.column) for f in found}


@pytest.mark.parametrize(("factor", "number"), [("0.5", 4), ("1.25", 10), ("2", 16), ("2.5", 20)])
def test_demand_draws_so_many_cases_with_ids_of_their_own(
    tmp_path: Path, factor: str, number: int
) -> None:
    for replaced in (False, True):
        changes: dict[str, object] = {"demand": Decimal(factor), "demand_replacement": replaced}
        day = variant(tmp_path / str(replaced), changes)
        assert len(day.cases) == len({case.id for case in day.cases}) == number


def test_a_repeated_case_is_somebody_elses_with_the_same_history(tmp_path: Path) -> None:
    day = variant(tmp_path, {"demand": 2})
    cases = {case.id: case for case in day.cases}
    first, again = cases["C003"], cases["C003~2"]
    assert first.debtor != again.debtor
    assert first.household_key != again.household_key
    told = [sorted(c.at for c in day.contacts if c.case_id == case.id) for case in (first, again)]
    assert told[0] == told[1] != []


def test_the_seed_decides_who_is_drawn(tmp_path: Path) -> None:
    def drawn(seed: int, where: str) -> list[str]:
        day = variant(tmp_path / where, {"demand": Decimal("0.5"), "demand_seed": seed})
        return [case.id for case in day.cases]

    assert drawn(1, "a") == drawn(1, "b") != drawn(2, "c")


def test_windows_grow_and_shrink_at_both_ends(tmp_path: Path) -> None:
    wider = variant(tmp_path / "w", {"windows_wider": "30 min"})
    narrower = variant(tmp_path / "n", {"windows_narrower": "30 min"})
    other = variant(tmp_path / "o", {"windows": "10:00-11:00"})
    assert windows(wider, "C003") == ["12:30-17:30"]
    assert windows(narrower, "C003") == ["13:30-16:30"]
    assert windows(other, "C003") == ["10:00-11:00"]
    assert all(windows(day, "C002") == [] for day in (wider, narrower, other))


def test_a_window_never_shrinks_below_its_visit(tmp_path: Path) -> None:
    day = variant(tmp_path, {"windows_narrower": "10 h"})
    case = next(case for case in day.cases if case.id == "C003")
    assert case.windows[0].seconds == case.service_seconds


def windows(day: Day, case_id: str) -> list[str]:
    case = next(case for case in day.cases if case.id == case_id)
    return [f"{w.opening:%H:%M}-{w.closing:%H:%M}" for w in case.windows]


def test_settings_are_changed_by_their_names(tmp_path: Path) -> None:
    day = variant(tmp_path, {"penalties.low": "45.50", "streets.calibration": Decimal("1.5")})
    assert day.policy.penalties.low == 4550
    assert day.travel.calibration == 1.5


def test_a_setting_that_cannot_be_is_told_at_the_scenarios_key(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, {"penalties.low": "-1"})
    assert (found.file, found.column) == (FILE, "scenarios.x.penalties.low")


def test_a_case_has_other_cells(tmp_path: Path) -> None:
    day = variant(tmp_path, {"case.C002.priority": "must"})
    assert {c.id: c.priority for c in day.cases}["C002"] == "must"


def test_what_changes_nothing_is_said(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, {"agent.A02.wage": "22.00"})
    assert (found.code, found.column) == ("VP-SC-006", "scenarios.x")
