"""What one more costs is planned for that price, and shared by how much more there was."""

from pathlib import Path
from typing import Any

import pytest

from unit.intake.day_folder import a_folder
from visitplan.domain.comparison import Compared, Figures
from visitplan.domain.plan import Cost
from visitplan.domain.scenario import Scenario, ScenarioBook
from visitplan.errors import InputError
from visitplan.intake.reading import read_day
from visitplan.intake.scenarios.book import read_scenarios
from visitplan.scenarios.kin import TODAY
from visitplan.scenarios.marginals import marginals_of


def book(path: Path, text: str) -> ScenarioBook:
    file = a_folder(path) / "scenarios.toml"
    file.write_text(text, encoding="utf-8")
    day = read_day(file.parent).day
    return read_scenarios(file, day, most=40, confirm=lambda _: False)


def test_asking_for_one_more_of_each_adds_a_scenario_for_each(tmp_path: Path) -> None:
    found = book(tmp_path, 'one_more = ["visit", "agent", "hour"]\n').scenarios
    assert [each.one_more for each in found] == ["agent", "hour", "visit"]
    assert [next(iter(each.changes)) for each in found] == ["add_agents", "shift_longer", "demand"]


@pytest.mark.parametrize("wrong", ['["agnet"]', '["agent", 3]', "true", '"everything"', "[[]]"])
def test_anything_else_is_refused_at_its_key(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InputError) as caught:
        book(tmp_path, f"one_more = {wrong}\n")
    assert [each.column for each in caught.value.findings] == ["one_more"]


def compared(name: str, total: int, **figures: Any) -> Compared:
    own = {
        "on_duty": 4, "agents_used": 3, "visits": 20, "unassigned": 0, "ineligible": 0,
        "shift_seconds": 4 * 28_800, "paid_seconds": 0, "travel_seconds": 0, "metres": 0,
        "waiting_seconds": 0, "early": 0, "late": 0, "repeated": 0,
    }  # fmt: skip
    told = Figures(cost=Cost(wage=total), **own | figures)
    return Compared(name=name, title=name, figures=told, totals=(total, total + 8))


def test_an_hour_for_everybody_is_priced_by_the_hour() -> None:
    today = compared("today", 10_000)
    longer = compared("+ hour", 10_400, shift_seconds=4 * 32_400)
    scenario = Scenario(name="+ hour", title="", changes={"shift_longer": "1 h"}, one_more="hour")
    (found,) = marginals_of({TODAY: today, "+ hour": longer}, [scenario])
    assert (found.unit, found.number, found.per_unit, found.noise) == ("hour", 4, 100, 2)
    assert found.on_purpose


def test_what_is_read_off_other_scenarios_is_told_apart() -> None:
    rows = {TODAY: compared("today", 10_000), "five": compared("five", 11_000, on_duty=5)}
    scenario = Scenario(name="five", title="", changes={"agents": 5})
    (found,) = marginals_of(rows, [scenario])
    assert (found.per_unit, found.on_purpose) == (1000, False)


def test_a_scenario_that_was_not_planned_has_no_price() -> None:
    scenario = Scenario(name="+ hour", title="", changes={"shift_longer": "1 h"}, one_more="hour")
    assert marginals_of({TODAY: compared("today", 10_000)}, [scenario]) == ()
