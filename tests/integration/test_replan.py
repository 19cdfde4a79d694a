"""The day of the example goes wrong, on the command line."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from integration.command import HELSINKI, Command

DATE = "2026-11-24"
WORK = ("--work", "1", "--workers", "1", "--seconds", "120")


class Afternoon(NamedTuple):
    """What goes wrong: a case is withdrawn, and an agent with doors still to come falls ill."""

    withdrawn: str
    ill: str

    @property
    def table(self) -> str:
        return f"""kind,at,case_id,agent_id,minutes
delayed,10:20,,A01,25
withdrawn,11:00,{self.withdrawn},,
agent_ill,13:00,,{self.ill},
"""


@pytest.fixture(scope="module")
def visitplan(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Return the command in a folder where the example is planned."""
    folder = tmp_path_factory.mktemp("replan")
    shutil.copytree(HELSINKI, folder / "day")
    command = Command(folder, tmp_path_factory.getbasetemp().parent / "cache")
    planned = command.here("plan", "day", *WORK, "--quiet")
    assert planned.code == 0, planned.err
    return command


@pytest.fixture(scope="module")
def old(visitplan: Command) -> Path:
    return visitplan.folder / "maps" / DATE / "plan.json"


@pytest.fixture(scope="module")
def afternoon(visitplan: Command, old: Path) -> Afternoon:
    """Return what goes wrong with the two longest of the planned afternoons, as in a table."""
    routes = json.loads(old.read_text())["routes"]
    one, other = sorted(routes, key=lambda route: route["stops"][-1]["arrival"])[-2:]
    happens = Afternoon(withdrawn=one["stops"][-1]["case_id"], ill=other["agent_id"])
    (visitplan.folder / "happened.csv").write_text(happens.table)
    return happens


@pytest.fixture(scope="module")
def answer(visitplan: Command, old: Path, afternoon: Afternoon) -> Any:
    events = ("--events", "happened.csv", "--stability", "3.00", "--out", "again")
    ran = visitplan.here("replan", "day", old, "--at", "13:40", *events, *WORK, "--json")
    assert ran.code == 0, ran.out + ran.err
    return ran.data


def test_the_new_version_names_its_parent_and_lies_where_plans_lie(
    visitplan: Command, old: Path, answer: Any
) -> None:
    folder = visitplan.folder / "again" / DATE
    manifest = json.loads((folder / "plan.json").read_text())["manifest"]
    assert manifest["parent"] == hashlib.sha256(old.read_bytes()).hexdigest() == answer["parent"]
    assert manifest["replanned_at"] == f"{DATE}T13:40:00+02:00"
    assert "happened.csv" in manifest["inputs"]
    assert (folder / "index.html").is_file()


def test_everybody_who_was_told_otherwise_is_owed_a_notice(
    answer: Any, afternoon: Afternoon
) -> None:
    changes = {change["case_id"]: change for change in answer["changes"]}
    assert set(answer["notices"]) <= set(changes)
    assert changes[afternoon.withdrawn]["kind"] == "ineligible"
    moved = [change for change in changes.values() if change["kind"] in ("agent", "unassigned")]
    assert afternoon.ill in {change["before"]["agent_id"] for change in moved}
    assert afternoon.withdrawn in answer["notices"]


def test_money_is_told_before_and_after(answer: Any) -> None:
    assert answer["saving"]["total"] == answer["before"]["total"] - answer["cost"]["total"]


def test_the_screen_tells_who_moves_where_and_that_the_plan_is_true(
    visitplan: Command, old: Path
) -> None:
    ran = visitplan.here(
        "replan", "day", old, "--at", "13:40", "--mode", "insert-only", "--out", "calm"
    )
    assert ran.code == 0, ran.err
    for word in ("before", "saving", "0 visits change, 0 notices are owed", "verified: no viol"):
        assert word in ran.out


@pytest.mark.usefixtures("answer")
def test_what_would_admit_a_visit_is_told_from_the_moment_on(visitplan: Command) -> None:
    plan = visitplan.folder / "again" / DATE / "plan.json"
    ran = visitplan.here("explain", "day", plan, "--events", "happened.csv", "--json")
    assert ran.code == 0, ran.err
    remedies = [remedy for told in ran.data["told"] for remedy in told["remedies"]]
    today = [remedy for remedy in remedies if remedy["kind"] != "another_day"]
    assert today
    assert all(remedy["arrival"] > f"{DATE}T13:40" for remedy in today)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--at", "13:70"), "--at: error VP-IN-083"),
        (("--at", "13:40", "--stability", "x"), "--stability: error VP-IN-057"),
        (("--at", "13:40", "--events", "nowhere.csv"), "nowhere.csv: error VP-IN-001"),
        (("--at", "10:00", "--events", "happened.csv"), "happened.csv:2:at: error VP-IN-140"),
        (("--at", "2026-11-25 10:00"), "--at: error VP-RP-002"),
        ((), "Missing option"),
        (("--at", "13:40", "--mode", "some"), "some"),
    ],
)
@pytest.mark.usefixtures("afternoon")
def test_what_cannot_be_asked_is_refused_and_nothing_is_written(
    visitplan: Command, old: Path, asked: tuple[str, ...], said: str
) -> None:
    ran = visitplan.here("replan", "day", old, *asked, "--out", "refused")
    assert (ran.code, said in ran.err) == (2, True), ran.err
    assert not (visitplan.folder / "refused").exists()


def test_a_plan_of_another_day_is_refused(visitplan: Command, old: Path) -> None:
    folder = visitplan.folder / "tomorrow"
    shutil.copytree(HELSINKI, folder)
    settings = folder / "day.toml"
    settings.write_text(settings.read_text().replace("date = 2026-11-24", "date = 2026-11-25"))
    ran = visitplan.here("replan", "tomorrow", old, "--at", "13:40")
    assert ran.code == 2
    assert "VP-RP-001" in ran.err
