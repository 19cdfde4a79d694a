"""Every way a run may fail has its exit code and its words, and no traceback."""

import json
import sys
from typing import Any

import pytest

from visitplan.cli.failure import error_id
from visitplan.cli.findings import MOST_SHOWN, print_findings
from visitplan.cli.main import main
from visitplan.domain.finding import Finding
from visitplan.domain.violation import Violation
from visitplan.errors import (
    InputError,
    NoPlanError,
    OutputError,
    StorageError,
    TravelDataError,
    VerificationError,
)
from visitplan.intake import schemas

FINDING = Finding(
    severity="error", code="VP-IN-001", file="cases.csv", row=14, column="lat",
    problem="is missing", remedy="fill it in",
)  # fmt: skip
VIOLATION = Violation(rule="arrives_inside_window", detail="too late", case_id="C1", seconds=90)
TREE = [
    (InputError([FINDING]), 2),
    (OutputError("maps: No space left on device"), 2),
    (TravelDataError("no streets"), 3),
    (NoPlanError("no answer"), 4),
    (VerificationError([VIOLATION]), 5),
    (StorageError("locked"), 6),
]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs a command whose use case fails in a given way."""

    def running(error: BaseException, *options: str) -> int:
        def fail(_: str) -> None:
            raise error

        monkeypatch.delenv("VISITPLAN_DEBUG", raising=False)
        monkeypatch.setattr(schemas, "schema", fail)
        monkeypatch.setattr(sys, "argv", ["visitplan", *options, "schema", "plan"])
        return main()

    return running


@pytest.mark.parametrize(("error", "code"), TREE)
def test_each_error_of_the_tree_has_its_exit_code(
    run: Any, capsys: pytest.CaptureFixture[str], error: Exception, code: int
) -> None:
    assert run(error) == code
    said = capsys.readouterr()
    assert "visitplan: " in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(("error", "code"), TREE)
def test_each_error_of_the_tree_is_told_to_machines(
    monkeypatch: pytest.MonkeyPatch,
    run: Any,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: int,
) -> None:
    run(error)
    capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["visitplan", "schema", "plan", "--json"])
    assert main() == code
    told = json.loads(capsys.readouterr().out)["error"]
    assert told["kind"] == type(error).__name__
    assert told["exit_code"] == code
    assert len(told["findings"]) == (code == 2 and isinstance(error, InputError))
    assert len(told["violations"]) == (code == 5)


def test_findings_name_file_row_and_column(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    run(InputError([FINDING]))
    first = capsys.readouterr().err.splitlines()[0]
    assert first == "cases.csv:14:lat: error VP-IN-001: is missing → fill it in"


def test_violations_name_rule_case_and_minutes(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    run(VerificationError([VIOLATION]))
    assert "arrives_inside_window" in (said := capsys.readouterr().out)
    assert "1.5" in said


def test_a_hundred_findings_are_shown_and_the_rest_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_findings([FINDING] * (MOST_SHOWN + 5))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_SHOWN + 1
    assert lines[-1] == "… and 5 more findings"


def test_a_defect_gets_an_id_and_says_nothing_personal(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(ValueError("Customer 017")) == 70
    said = capsys.readouterr()
    assert "error id " in said.err
    assert "Customer" not in said.err + said.out
    assert "Traceback" not in said.err


def test_debug_shows_where_a_defect_happened(run: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(ValueError("here"), "--debug") == 70
    assert "Traceback" in capsys.readouterr().err


def test_one_defect_has_one_id_whatever_it_says() -> None:
    def defect(message: str) -> Exception:
        try:
            raise ValueError(message)
        except ValueError as error:
            return error

    assert len({error_id(defect(message)) for message in ("one", "two")}) == 1
    assert error_id(ValueError()) != error_id(TypeError())


def test_being_stopped_before_there_is_a_plan_is_no_defect(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(KeyboardInterrupt()) == 130
    assert "nothing was written" in capsys.readouterr().err


def test_what_the_system_refuses_is_said_without_file_names(
    run: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(OSError(24, "Too many open files", "/home/customer-017")) == 2
    assert "customer-017" not in capsys.readouterr().err
