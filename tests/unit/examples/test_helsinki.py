"""The example day is made by its script, is nobody's, and tells something about each rule."""

import csv
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
FOLDER = EXAMPLES / "helsinki"
TABLES = ("cases", "agents", "contacts", "pinned", "baseline")

Row = dict[str, str]


def rows(table: str) -> list[Row]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(cell: str) -> set[str]:
    return {word.strip() for word in cell.split(";") if word.strip()}


def approved() -> list[Row]:
    """Return the cases that are approved, assessed and warned, the first of each person."""
    warned = {row["case_id"] for row in rows("contacts") if row["notice"] == "yes"}
    late = {
        row["case_id"] for row in rows("contacts") if row["notice"] and row["at"] > "2026-11-17"
    }
    answered = {row["case_id"] for row in rows("contacts") if row["answered_at"]}
    first = {case["debtor_id"]: case["case_id"] for case in reversed(rows("cases"))}
    return [
        case
        for case in rows("cases")
        if case["status"] == "approved"
        and not case["holds"]
        and case["approved_at"] < "2026-11-24"
        and case["approved_until"] >= "2026-11-24"
        and case["assessed_at"] >= "2026-08-26"
        and case["case_id"] in (warned - late - answered) & set(first.values())
    ]


@pytest.fixture(scope="module")
def made_again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("helsinki")
    script = EXAMPLES / "make_helsinki.py"
    subprocess.run([sys.executable, str(script), str(folder)], check=True)
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_making_it_again_gives_the_same_bytes(table: str, made_again: Path) -> None:
    name = f"{table}.csv"

    assert (made_again / name).read_bytes() == (FOLDER / name).read_bytes()


def test_it_is_a_day_of_some_hundred_and_twenty_cases() -> None:
    assert len(rows("cases")) == 120
    assert 98 <= len(approved()) <= 106


def test_people_are_plainly_samples() -> None:
    assert all(re.fullmatch(r"Customer \d{3}", case["customer"]) for case in rows("cases"))
    assert all(re.fullmatch(r"Agent \d{2}", agent["name"]) for agent in rows("agents"))
    assert {case["approved_by"] for case in rows("cases")} == {
        "",
        "Approver 1",
        "Approver 2",
        "Approver 3",
    }


def test_no_home_is_a_sample_debtors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    import make_helsinki  # noqa: PLC0415

    public = {spot.address for spot in make_helsinki.public_addresses(make_helsinki.extract_path())}
    numbered = {case["address"] for case in rows("cases") if re.search(r"\d", case["address"])}
    assert numbered - public == {"Sample Street 1"}
    assert not any(re.search(r"\d", agent["home_address"]) for agent in rows("agents"))


def test_ids_are_unique_and_every_reference_resolves() -> None:
    cases, agents = rows("cases"), {agent["agent_id"] for agent in rows("agents")}
    ids = {case["case_id"] for case in cases}

    assert len(ids) == len(cases)
    for table in ("contacts", "pinned", "baseline"):
        assert {row["case_id"] for row in rows(table)} <= ids
        assert {row["agent_id"] for row in rows(table)} - {""} <= agents
    named = [words(case[f"{kind}_agents"]) for case in cases for kind in ("allowed", "excluded")]
    assert set().union(*named) <= agents


def test_somebody_has_each_skill_that_a_case_needs() -> None:
    needed = set().union(*(words(case["skills"]) for case in rows("cases")))
    known = set().union(*(words(agent["skills"]) for agent in rows("agents")))

    assert needed <= known


def test_the_staff_is_as_varied_as_a_real_one() -> None:
    agents = rows("agents")

    assert len({agent["agent_id"] for agent in agents}) == 9
    assert Counter(agent["agent_id"] for agent in agents)["A03"] == 2
    assert {agent["mode"] for agent in agents} == {"drive", "walk"}
    assert {agent["paid"] for agent in agents} == {"route", "shift"}
    assert {"home", "kamppi", "open"} <= {agent["end"] for agent in agents}


def test_the_baseline_visits_most_approved_cases_once_each() -> None:
    visited = Counter(row["case_id"] for row in rows("baseline"))
    open_to_all = {case["case_id"] for case in approved()}

    assert set(visited.values()) == {1}
    assert set(visited) <= open_to_all
    assert len(visited) >= 0.8 * len(open_to_all)


def test_the_baseline_sends_only_agents_who_may_go() -> None:
    cases = {case["case_id"]: case for case in rows("cases")}
    skills = {agent["agent_id"]: words(agent["skills"]) for agent in rows("agents")}
    pinned = {pin["case_id"]: pin["agent_id"] for pin in rows("pinned") if pin["agent_id"]}

    for row in rows("baseline"):
        case, agent = cases[row["case_id"]], row["agent_id"]
        assert agent != "A09"
        assert words(case["skills"]) <= skills[agent]
        assert agent in (words(case["allowed_agents"]) or {agent})
        assert agent not in words(case["excluded_agents"])
        assert agent == pinned.get(row["case_id"], agent)


def test_no_visit_happened_in_the_month_before() -> None:
    visits = [row["at"] for row in rows("contacts") if row["channel"] == "visit"]

    assert visits
    assert max(visits) < "2026-10-24"


def test_the_branches_of_the_agents_are_in_the_day_file() -> None:
    day = tomllib.loads((FOLDER / "day.toml").read_text(encoding="utf-8"))
    ends = {agent[side] for agent in rows("agents") for side in ("start", "end")}

    assert ends - {"", "home", "open"} == set(day["branches"])


def test_the_source_of_the_streets_is_credited() -> None:
    assert "© OpenStreetMap contributors, ODbL" in (FOLDER / "README.md").read_text("utf-8")
