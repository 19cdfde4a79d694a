"""A plan that search, model and verifier do not agree about is never published but saved."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from integration.command import Ran
from visitplan.cli.main import main
from visitplan.intake.template import write_template
from visitplan.planning import searching
from visitplan.routing.disagreement import Instance
from visitplan.routing.process import Outcome, confirm_apart, solve_apart
from visitplan.routing.search.limits import Effort
from visitplan.routing.statement import Answer, Statement

PLANTED = {"C001": "CASE-MARKER", "A01": "AGENT-MARKER", "Customer 002": "NAME-MARKER"}
PERSONAL = (*PLANTED.values(), "Customer", "Keskuskatu", "60.17", "24.94", "Agent", "D00")
WORK = ("--work", "1", "--workers", "1")
Tamper = Callable[[Answer], Answer]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> Callable[..., Ran]:
    """Return the command in a folder with a day of planted ids, and a cache of its own."""
    write_template(tmp_path / "my-day", today=date(2026, 11, 24))
    for table in (tmp_path / "my-day").glob("*.csv"):
        text = table.read_text()
        for old, new in PLANTED.items():
            text = text.replace(old, new)
        table.write_text(text)
    settings = tmp_path / "my-day" / "day.toml"
    settings.write_text(settings.read_text().replace("[streets]", '[streets]\nengine = "beeline"'))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VISITPLAN_CACHE", str(tmp_path / "cache"))

    def running(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["visitplan", *arguments])
        return Ran(main(), *capsys.readouterr())

    return running


def a_price_too_low(answer: Answer) -> Answer:
    return answer.model_copy(update={"objective": answer.objective - 18_000})


def too_early(answer: Answer) -> Answer:
    """Return the answer with its first agent out before the shift begins."""
    first, *others = answer.routes
    early = first.model_copy(update={"leaves": first.leaves - 6 * 3600})
    return answer.model_copy(update={"routes": (early, *others)})


def tampering(tamper: Tamper, *, unseen: bool) -> Callable[..., Outcome]:
    """Return the search with an answer made wrong, before the model reads it or (unseen) after."""

    def solve(statement: Statement, effort: Effort, *voices: Any) -> Outcome:
        wrong = tamper(solve_apart(statement, effort, *voices).answer)
        return Outcome(wrong if unseen else confirm_apart(statement, effort, wrong), False)

    return solve


@pytest.mark.parametrize("unseen", [False, True], ids=["by the model", "by the verifier"])
@pytest.mark.parametrize("tamper", [a_price_too_low, too_early])
def test_a_wrong_plan_is_noticed_saved_and_not_published(
    run: Callable[..., Ran],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    tamper: Tamper,
    unseen: bool,
) -> None:
    monkeypatch.setattr(searching, "solve_apart", tampering(tamper, unseen=unseen))
    ran = run("plan", "my-day", *WORK)
    (saved,) = (tmp_path / "cache" / "disagreements").iterdir()

    assert ran.code == 5
    assert f"{saved}; visitplan repeat FILE" in ran.err
    assert not (tmp_path / "maps").exists()
    text = saved.read_text()
    assert [word for word in PERSONAL if word in text] == []
    assert Instance.model_validate_json(text).versions["ortools"]


def test_a_saved_disagreement_repeats(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(searching, "solve_apart", tampering(a_price_too_low, unseen=False))
    error = run("plan", "my-day", *WORK, "--json").data["error"]
    (saved,) = (tmp_path / "cache" / "disagreements").iterdir()
    repeated = run("repeat", str(saved), "--json")

    assert error["kind"] == "DisagreementError"
    assert (repeated.code, repeated.data["agreed"]) == (5, False)
    assert repeated.data["refused"] in error["message"]
    assert "The same answer now: the search's price" in run("repeat", str(saved)).out


def test_where_nothing_can_be_saved_the_error_says_so(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(searching, "solve_apart", tampering(a_price_too_low, unseen=True))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "disagreements").write_text("no folder")

    ran = run("plan", "my-day", *WORK)
    assert ran.code == 5
    assert "could not be saved" in ran.err


@pytest.mark.parametrize("file", ["nowhere.json", "my-day/cases.csv"])
def test_what_holds_no_disagreement_is_refused(run: Callable[..., Ran], file: str) -> None:
    ran = run("repeat", file)
    assert (ran.code, "VP-DI-001" in ran.err) == (2, True)
