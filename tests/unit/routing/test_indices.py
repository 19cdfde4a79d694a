"""Compiled code stays inside its arrays, and a day without visits is no day to search."""

import os
import subprocess
import sys
from pathlib import Path

from small_statements import a_statement, shift_terms

from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate

HERE = Path(__file__).parent
TESTS = HERE.parents[1]


def test_the_search_never_looks_beyond_its_arrays() -> None:
    ran = subprocess.run(
        [sys.executable, HERE / "as_plain_python.py"],
        env=os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent / 'src'}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]


def test_a_day_without_visits_is_answered_at_once() -> None:
    statement = a_statement((), (shift_terms(),))
    answer = ruin_and_recreate(statement, Effort(seconds=60, work=1), lambda _: None)
    assert (answer.routes, answer.objective) == ((), 0)
