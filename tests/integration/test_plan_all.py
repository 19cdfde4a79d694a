"""``visitplan plan-all``: every branch comes back, planned or with a reason, whoever dies."""

import csv
import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.branch_country import Country, write_country
from builders import TODAY
from integration.command import Command, children
from visitplan.app.branches.branch import BranchErrand, plan_branch
from visitplan.errors import InputError
from visitplan.intake.template import write_template

PATIENCE_SECONDS = 120


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "day"
    write_template(folder, today=TODAY)
    settings = folder / "day.toml"
    text = settings.read_text().replace("[streets]", '[streets]\nengine = "beeline"')
    settings.write_text(text)
    return folder


@pytest.fixture
def command(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    made = Command(tmp_path, tmp_path_factory.getbasetemp() / "cache")
    yield made
    made.end()


def branches(folder: Path, template: Path, *names: str) -> Path:
    for name in names:
        shutil.copytree(template, folder / "branches" / name)
    return folder / "branches"


def spoil(branch: Path) -> None:
    (branch / "cases.csv").write_text("nothing\n")


def test_a_bad_folder_stands_beside_the_good_ones(command: Command, template: Path) -> None:
    root = branches(command.folder, template, "north", "south", "west")
    spoil(root / "south")

    ran = command("plan-all", root, "--work", "1", "--workers", "1", "--json")

    assert ran.code == 2
    assert [each["branch"] for each in ran.data["planned"]] == ["north", "west"]
    (failed,) = ran.data["failed"]
    assert (failed["branch"], failed["kind"]) == ("south", "InputError")
    assert failed["findings"][0]["file"] == "cases.csv"
    out = command.folder / "maps"
    assert (out / "north" / TODAY.isoformat() / "index.html").exists()
    assert not (out / "south").exists()
    assert "south" in (out / "index.html").read_text()
    with (out / "branches.csv").open() as table:
        assert [row["state"] for row in csv.DictReader(table)] == ["planned", "failed", "planned"]


def test_a_branch_is_published_as_plan_does(command: Command, template: Path) -> None:
    root = branches(command.folder, template, "north")

    command("plan-all", root, "--work", "1", "--workers", "1")
    command("plan", root / "north", "--work", "1", "--workers", "1", "--out", "alone")

    together = command.folder / "maps" / "north" / TODAY.isoformat()
    alone = command.folder / "alone" / TODAY.isoformat()
    assert {f.name for f in together.iterdir()} == {f.name for f in alone.iterdir()}
    assert (together / "plan.json").read_bytes() == (alone / "plan.json").read_bytes()


def test_only_what_changed_is_planned_again(command: Command, template: Path) -> None:
    root = branches(command.folder, template, "north", "south", "west")
    limits = ("--work", "1", "--workers", "1")
    ran = [command("plan-all", root, *limits)]
    plans = sorted((command.folder / "maps").glob("*/*/plan.json"))
    before = {plan: plan.stat().st_mtime_ns for plan in plans}
    agents = root / "south" / "agents.csv"
    agents.write_text(agents.read_text() + "\n")
    plans[2].unlink()

    ran.append(command("plan-all", root, *limits))

    assert [each.code for each in ran] == [0, 0]
    again = {plan for plan in plans if plan.stat().st_mtime_ns != before[plan]}
    assert again == {plans[1], plans[2]}


def test_two_runs_on_one_output_folder_are_refused(command: Command, template: Path) -> None:
    root = branches(command.folder, template, "north")
    running = command.popen("plan-all", root, "--seconds", "600", "--workers", "1")
    _wait_until((command.folder / "maps" / ".in-use").exists)

    refused = command("plan-all", root, "--work", "1")
    running.send_signal(signal.SIGINT)

    assert refused.code == 2
    assert "another run writes here" in refused.err
    running.communicate(timeout=PATIENCE_SECONDS)
    assert running.returncode == 130


def test_a_killed_worker_costs_nothing_and_a_stop_keeps_what_is_finished(
    command: Command, template: Path
) -> None:
    root = branches(command.folder, template, *(f"branch-{number}" for number in range(7)))
    finished = command.folder / "maps" / ".finished"
    limits = ("--seconds", "1", "--workers", "2")

    run = command.popen("plan-all", root, *limits)
    _wait_until(lambda: _count(finished) >= 1)
    os.kill(max(children(run.pid)), signal.SIGKILL)
    _wait_until(lambda: _count(finished) >= 2)
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=PATIENCE_SECONDS)
    assert run.returncode == 130
    kept = json.loads((command.folder / "maps" / "branches.json").read_text())
    ran = command("plan-all", root, *limits, "--json")

    assert kept["stopped_early"]
    assert len(kept["planned"]) >= 2
    assert ran.code == 0
    assert len(ran.data["planned"]) == 7
    assert ran.data["planned"][0] in kept["planned"]


def test_a_branch_that_asks_for_several_days_is_refused(tmp_path: Path, template: Path) -> None:
    shutil.copytree(template, tmp_path / "day")
    with (tmp_path / "day" / "day.toml").open("a") as settings:
        settings.write("\n[horizon]\ndays = 5\n")
    errand = BranchErrand(branch="day", folder=str(tmp_path / "day"), out="", cache="")

    with pytest.raises(InputError, match="asks for 5 days at once"):
        plan_branch(errand.model_dump_json())


def test_a_root_without_branches_is_a_finding(command: Command) -> None:
    ran = command.here("plan-all", command.folder)

    assert ran.code == 2
    assert "holds no folder with a day.toml" in ran.err


def test_plans_with_handed_over_cases_are_verified_beside_the_neighbour(command: Command) -> None:
    root, date = command.folder / "branches", "2026-11-24"
    write_country(root, Country(2, 16, misplaced=0.3, seed=7))
    ran = command("plan-all", root, "--work", "2", "--workers", "1", "--borders", "--json")
    (border,) = ran.data["borders"]
    assert border["after"] < border["before"]
    plans = {
        name: command.folder / "maps" / name / date / "plan.json" for name in border["branches"]
    }
    one, other = plans

    alone = command.here("verify", root / one, plans[one])
    assert alone.code == 5
    for mine, theirs in ((one, other), (other, one)):
        beside = command.here("verify", root / mine, plans[mine], "--neighbour", root / theirs)
        assert (beside.code, "verified: no violation" in beside.out) == (0, True), beside
        assert "changed" not in beside.out

    told = json.loads(plans[one].read_text())
    gone = told["routes"][0]["stops"].pop()["case_id"]
    plans[one].write_text(json.dumps(told))
    broken = command.here("verify", root / one, plans[one], "--neighbour", root / other)
    assert broken.code == 5
    assert gone in broken.out


def test_a_plan_without_handovers_has_no_neighbour(command: Command, template: Path) -> None:
    root = branches(command.folder, template, "north")
    command("plan-all", root, "--work", "1", "--workers", "1")
    plan = command.folder / "maps" / "north" / TODAY.isoformat() / "plan.json"
    ran = command.here("verify", root / "north", plan, "--neighbour", root / "north")
    assert ran.code == 2
    assert "VP-BR-001" in ran.err


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*.json"))


def _wait_until(question: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not question():
        assert time.monotonic() < until
        time.sleep(0.05)
