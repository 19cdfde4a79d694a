"""What days make of a plan, and which shifts it takes, on the command line."""

import json
import shutil
from pathlib import Path

import pytest

from integration.command import HELSINKI, Command, Ran

PLAN = "maps/2026-11-24/plan.json"
WORK = ("--work", "1", "--workers", "1")


@pytest.fixture(scope="module")
def visitplan(tmp_path_factory: pytest.TempPathFactory) -> Command:
    folder = tmp_path_factory.mktemp("simulated")
    shutil.copytree(HELSINKI, folder / "town")
    command = Command(folder, tmp_path_factory.getbasetemp().parent / "cache")
    ran = command.here("plan", "town", *WORK, "--quiet")
    assert ran.code == 0, ran.err
    return command


def simulated(visitplan: Command, *options: str) -> Ran:
    return visitplan.here("simulate", "town", PLAN, "--days", "300", *options)


def test_equal_seeds_give_equal_figures_and_other_seeds_others(visitplan: Command) -> None:
    first, again = simulated(visitplan, "--json"), simulated(visitplan, "--json")
    other = simulated(visitplan, "--json", "--seed", "2")

    assert first.data == again.data
    assert first.data["cost"] != other.data["cost"]


def test_the_report_is_self_contained_and_names_nobody(visitplan: Command) -> None:
    assert simulated(visitplan).code == 0

    page = Path(visitplan.folder, "maps/2026-11-24/simulation.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "Customer 0" not in page
    assert [start for start in ("http://", "https://", "src=") if start in page] == []


def test_a_plan_that_is_not_true_is_not_simulated(visitplan: Command) -> None:
    plan = json.loads(Path(visitplan.folder, PLAN).read_text(encoding="utf-8"))
    plan["cost"]["wage"] += 1
    Path(visitplan.folder, "untrue.json").write_text(json.dumps(plan), encoding="utf-8")

    assert visitplan.here("simulate", "town", "untrue.json", "--days", "10").code == 5


def test_a_distribution_that_is_none_is_a_finding(visitplan: Command) -> None:
    town = Path(visitplan.folder, "negative")
    shutil.copytree(HELSINKI, town)
    with Path(town, "day.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[uncertainty]\nservice = -1\n[uncertainty.home]\n"mon" = 0.5\n')

    ran = visitplan.here("simulate", "negative", PLAN, "--days", "10")

    assert ran.code == 2
    assert "uncertainty.service" in ran.err
    assert "uncertainty.home.mon" in ran.err


def test_the_report_goes_where_it_is_told(visitplan: Command) -> None:
    told = simulated(visitplan, "--report", "elsewhere.html", "--json")

    assert Path(visitplan.folder, told.data["report"]).is_file()
