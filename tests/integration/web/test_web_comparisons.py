"""What-ifs of a day: stated by a manager, compared by a worker, read and taken along."""

import re
import threading
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from planned_day import DAY, EVIL, a_planned_day
from playwright.sync_api import expect
from test_web_browser import serious
from web_house import Asker, Clock, Served, WatchedBrowser

from visitplan.app.queue.comparing_jobs import compare_once
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import LEASE, Workbench
from visitplan.cli.surroundings import cache_folder
from visitplan.storage import jobs, trail
from visitplan.storage.database import Database
from visitplan.storage.jobs import Job
from visitplan.web.comparisons.common import CommonQuestions, added

LATER = '[scenarios.later]\ntitle = "Shifts start at ten"\nshift_start = "10:00"\n'
HERE = f"/days/{DAY}/comparisons"


@pytest.fixture
def day(database: Database, clock: Clock, tmp_path: Path) -> None:
    a_planned_day(database, tmp_path / "day", clock())


@pytest.fixture
def bench(database: Database, clock: Clock) -> Workbench:
    return Workbench(database, "worker-1", cache_folder(), clock, lambda: uuid.uuid4().hex)


@pytest.fixture
def mary(asker: Callable[..., Asker], day: None) -> Asker:
    return asker("manager")


def asked(mary: Asker, text: str = LATER, **form: str) -> httpx.Response:
    return mary.post(HERE, {"text": text, "seconds": "0.1", "seeds": "1"} | form)


def id_in(answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[2]


def found(database: Database, job_id: str) -> Job:
    with database.read() as connection:
        job = jobs.find(connection, job_id)
    assert job is not None
    return job


def test_what_is_asked_is_compared_and_the_report_read_and_taken_along(
    mary: Asker, bench: Workbench
) -> None:
    job_id = id_in(asked(mary))
    assert "being compared" in mary.get(f"/comparisons/{job_id}").text
    assert not plan_once(bench, threading.Event())
    assert compare_once(bench, threading.Event())
    assert found(bench.database, job_id).state == "done"
    page = mary.get(f"/comparisons/{job_id}").text
    assert "Shifts start at ten" in page
    assert ' style="' not in page
    assert "<style" not in page
    told = mary.get(f"/comparisons/{job_id}/files/scenarios.json")
    assert [each["name"] for each in told.json()["scenarios"]] == ["today", "later"]
    assert "attachment" in told.headers["content-disposition"]
    for file in ("scenarios.xlsx", "scenarios.html"):
        assert mary.get(f"/comparisons/{job_id}/files/{file}").content
    with bench.database.read() as connection:
        acts = [entry.act.what for entry in trail.newest(connection)][:5]
    assert acts == ["export", "export", "export", "compare", "ask for a comparison"]


def test_a_report_names_no_customer_and_runs_nothing(mary: Asker, bench: Workbench) -> None:
    hostile = LATER.replace("Shifts start at ten", "<script>PWN=1</script>{{7*7}}")
    job_id = id_in(asked(mary, hostile))
    compare_once(bench, threading.Event())
    page = mary.get(f"/comparisons/{job_id}").text
    assert "<script>PWN" not in page
    assert "{{7*7}}" in page
    assert EVIL not in page
    assert "Keskuskatu" not in page


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "there is no scenario"),
        ("[scenarios", "is no TOML"),
        ('[scenarios.x]\nshift_strat = "10:00"\n', "shift_start"),
        ('[scenarios.x]\nagent.A99.wage = "20"\n', "not on duty"),
        ('[scenarios.x]\nshift_start = "10 past"\n', "has a value of the wrong kind"),
        ("[grids.x]\nagents = [1,2,3,4,5,6,7]\ndemand = [1.1,1.2,1.3,1.4,1.5,1.6]\n", "list fewer"),
        ('[scenarios.x]\nlimits.seconds = "900"\n', "common to all scenarios"),
        ("\x00", "is no TOML"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_key_and_nothing_is_queued(
    mary: Asker, database: Database, text: str, told: str
) -> None:
    answer = asked(mary, text)
    assert answer.status_code == 422
    assert told in answer.text
    with database.read() as connection:
        assert jobs.of_day(connection, DAY, kind="comparison") == ()


@pytest.mark.parametrize(
    "form", [{"seconds": "601"}, {"seconds": "nan"}, {"seeds": "0"}, {"starts": "ten"}]
)
def test_an_effort_beyond_all_measure_is_refused(mary: Asker, form: dict[str, str]) -> None:
    assert asked(mary, **form).status_code == 422


def test_a_scenario_that_cannot_be_planned_stands_in_the_report(
    mary: Asker, bench: Workbench
) -> None:
    job_id = id_in(asked(mary, f'{LATER}[scenarios.none]\nshift_end = "08:00"\n'))
    compare_once(bench, threading.Event())
    page = mary.get(f"/comparisons/{job_id}").text
    assert "Not planned" in page
    assert "Shifts start at ten" in page


def test_a_dispatcher_reads_what_a_manager_asked_and_asks_nothing(
    mary: Asker, asker: Callable[..., Asker], bench: Workbench
) -> None:
    job_id = id_in(asked(mary))
    anna = asker("dispatcher")
    assert asked(anna).status_code == 403
    assert anna.post(f"/comparisons/{job_id}/cancel").status_code == 403
    compare_once(bench, threading.Event())
    assert "Shifts start at ten" in anna.get(f"/comparisons/{job_id}").text
    assert "Managers ask" in anna.get(HERE).text


def test_what_waits_is_cancelled_at_once(mary: Asker, bench: Workbench) -> None:
    job_id = id_in(asked(mary))
    mary.post(f"/comparisons/{job_id}/cancel")
    assert not compare_once(bench, threading.Event())
    assert "was cancelled" in mary.get(f"/comparisons/{job_id}").text


def test_what_is_under_way_is_cancelled_and_leaves_nothing(mary: Asker, bench: Workbench) -> None:
    job_id = id_in(asked(mary, seconds="300"))
    worker = threading.Thread(target=compare_once, args=(bench, threading.Event()))
    worker.start()
    until(lambda: found(bench.database, job_id).state == "running")
    mary.post(f"/comparisons/{job_id}/cancel")
    worker.join(30)
    assert not worker.is_alive()
    assert found(bench.database, job_id).state == "cancelled"
    assert mary.get(f"/comparisons/{job_id}/files/scenarios.html").status_code == 404


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it never came to that")


def test_a_comparison_of_a_dead_worker_is_begun_anew(
    mary: Asker, bench: Workbench, clock: Clock
) -> None:
    job_id = id_in(asked(mary))
    with bench.database.write() as connection:
        assert jobs.take(connection, "dead", at=clock(), lease=LEASE, kind="comparison")
    assert not compare_once(bench, threading.Event())
    clock.move(LEASE + timedelta(seconds=1))
    assert compare_once(bench, threading.Event())
    assert (found(bench.database, job_id).state, found(bench.database, job_id).tries) == ("done", 2)


def test_planning_tells_nothing_of_a_comparison(mary: Asker) -> None:
    job_id = id_in(asked(mary))
    assert mary.get(f"/planning/{job_id}").status_code == 404


# Common questions


def test_common_questions_are_written_into_the_editor_and_can_be_compared(
    mary: Asker, database: Database
) -> None:
    every = {
        "one_more": "true", "fewer": "true", "two": "true", "no_minimum": "true",
        "starts": "10:00", "ends": "17:30", "wage": "25,50", "overtime": "75", "demand": "1,2",
    }  # fmt: skip
    page = asked(mary, LATER, do="add", **every)
    assert page.status_code == 200
    written = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page.text, re.DOTALL)
    assert written is not None
    text = written[1].replace("&#34;", '"').replace("&#43;", "+")
    assert text.startswith("one_more = ")
    assert id_in(asked(mary, text))
    with database.read() as connection:
        (job,) = jobs.of_day(connection, DAY, kind="comparison")
    assert 'every_agent.overtime = "8h +75%"' in job.request["scenarios"]


def test_the_same_question_is_written_once() -> None:
    ticked = CommonQuestions(one_more=True, two=True, starts="10:00")
    once = added("", ticked, 3)
    assert added(once, ticked, 3) == once


def test_nobody_is_one_fewer_than_one() -> None:
    assert added("", CommonQuestions(fewer=True), 1) == ""


def test_what_was_asked_before_can_be_amended(mary: Asker) -> None:
    job_id = id_in(asked(mary, LATER.replace("at ten", "late")))
    assert "Shifts start late" in mary.get(f"{HERE}?again={job_id}").text
    assert "Shifts start late" not in mary.get(f"{HERE}?again=another").text


def look(mary: WatchedBrowser, picture: Path) -> None:
    mary.page.screenshot(path=picture, full_page=True)
    assert mary.overflow() <= 0
    assert serious(mary.page) == []


@pytest.mark.browser
def test_a_managers_question_in_a_real_browser(
    browsing: Callable[..., WatchedBrowser],
    served: Served,
    bench: Workbench,
    day: None,
    tmp_path: Path,
) -> None:
    mary = browsing("manager")
    page: Any = mary.open("/comparisons")
    page.get_by_role("link", name=re.compile("24 November")).click()
    page.get_by_label("One agent fewer").check()
    page.get_by_label("Shifts start at").fill("10:00")
    page.get_by_role("button", name="Write them into the scenarios").click()
    expect(page.get_by_label("What is changed")).to_have_value(re.compile("agents = 1"))
    page.get_by_label("Seconds for each scenario").fill("0.3")
    look(mary, tmp_path / "asking.png")
    page.get_by_role("button", name="Compare", exact=True).click()
    page.get_by_text("The scenarios are being compared").wait_for()
    look(mary, tmp_path / "comparing.png")
    assert compare_once(bench, threading.Event())
    page.get_by_role("heading", name="Cost by term").wait_for()
    look(mary, tmp_path / "report.png")
    assert (mary.complaints, mary.foreign) == ([], [])
    assert served.house.database is bench.database
