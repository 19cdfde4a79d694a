"""Days planned on request: by a worker, in a process of its own, whatever dies on the way."""

import json
import os
import signal
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from web_house import Clock

from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.queue.apart import apart
from visitplan.app.queue.child import Word
from visitplan.app.queue.planning_errand import errand_of
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.planning_request import PlanningRequest
from visitplan.app.queue.planning_watch import CHILD
from visitplan.app.queue.workbench import LEASE, Workbench, work
from visitplan.cli.surroundings import cache_folder
from visitplan.intake.template import write_template
from visitplan.storage import days, jobs, plans, trail
from visitplan.storage.database import Database
from visitplan.storage.jobs import MOST_TRIES, Job, NewJob

DAY = "day-1"


def new_id() -> str:
    return uuid.uuid4().hex


@pytest.fixture
def day(database: Database, clock: Clock, tmp_path: Path) -> str:
    folder = tmp_path / "day"
    write_template(folder, today=clock().date())
    settings = folder / "day.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        text.replace("[streets]", '[streets]\nengine = "beeline"'), encoding="utf-8"
    )
    with database.write() as connection:
        import_day(connection, folder, Importing("north", DAY, "somebody", clock()))
    return DAY


@pytest.fixture
def bench(database: Database, clock: Clock) -> Workbench:
    return Workbench(database, "worker-1", cache_folder(), clock, new_id)


@pytest.fixture
def ask(database: Database, clock: Clock, day: str) -> Callable[..., str]:
    def asked(**request: Any) -> str:
        job_id = new_id()
        wanted = PlanningRequest(**request).model_dump(mode="json")
        with database.write() as connection:
            jobs.enqueue(connection, NewJob(job_id, day, "somebody", wanted), at=clock())
        return job_id

    return asked


def found(database: Database, job_id: str) -> Job:
    with database.read() as connection:
        job = jobs.find(connection, job_id)
    assert job is not None
    return job


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    for _ in range(int(seconds / 0.05)):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came to that")


def child_of_this_process() -> int | None:
    children = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    for child in " ".join(each.read_text() for each in children).split():
        command = Path(f"/proc/{child}/cmdline").read_bytes()
        if b"visitplan.app.queue.planning_child" in command:
            return int(child)
    return None


def test_nothing_is_done_where_nothing_waits(bench: Workbench) -> None:
    assert not plan_once(bench, threading.Event())


def test_a_job_ends_with_a_draft_made_of_the_day_as_it_stood(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    job_id = ask(work=200)
    assert plan_once(bench, threading.Event())
    job = found(bench.database, job_id)
    assert (job.state, job.failure, job.leased_until) == ("done", None, None)
    with bench.database.read() as connection:
        plan = plans.head(connection, job.plan_id or "")
        document = plans.document(connection, job.plan_id or "")
        standing = days.head(connection, DAY)
        last = trail.newest(connection)[0].act
    assert plan is not None
    assert standing is not None
    assert (plan.state, plan.day_version, plan.made_by) == ("draft", standing.version, "somebody")
    assert json.loads(document or "")["routes"]
    assert (last.who, last.what, last.object_id) == ("somebody", "plan", plan.id)


def test_the_rest_of_a_day_is_planned_after_the_plan_that_is_under_way(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    first = ask(work=0)
    plan_once(bench, threading.Event())
    plan_id = found(bench.database, first).plan_id
    second = ask(work=0, rest={"plan_id": plan_id, "at": "11:00", "mode": "keep-agents"})
    plan_once(bench, threading.Event())
    job = found(bench.database, second)
    assert (job.state, job.failure) == ("done", None)
    with bench.database.read() as connection:
        plan = plans.head(connection, job.plan_id or "")
    assert plan is not None
    assert (plan.parent_id, plan.version) == (plan_id, 2)
    assert plan.manifest["replanned_at"].startswith("2026-11-24T11:00")


def test_what_is_wrong_with_the_day_is_the_jobs_failure(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    job_id = ask(start="no-such-plan")
    assert plan_once(bench, threading.Event())
    job = found(bench.database, job_id)
    assert job.state == "failed"
    assert job.failure is not None
    assert job.failure["message"] == "the plan to begin with is not there (any more)"


@pytest.fixture
def working(bench: Workbench) -> Iterator[None]:
    """Let a worker work in a thread until the test is over."""
    stopping = threading.Event()
    worker = threading.Thread(target=work, args=(bench, stopping, plan_once))
    worker.start()
    yield
    stopping.set()
    worker.join(30)


def test_a_job_that_nobody_understands_is_given_up_and_the_worker_goes_on(
    bench: Workbench, day: str, clock: Clock
) -> None:
    job_id = new_id()
    with bench.database.write() as connection:
        jobs.enqueue(connection, NewJob(job_id, day, "somebody", {"no such": 1}), at=clock())
    patient = bench._replace(lease=timedelta(seconds=0.05))
    stopping = threading.Event()
    worker = threading.Thread(target=work, args=(patient, stopping, plan_once))
    worker.start()
    for tries in range(1, MOST_TRIES + 1):
        until(lambda tries=tries: found(bench.database, job_id).tries == tries)
        clock.move(LEASE)
    until(lambda: found(bench.database, job_id).state == "failed")
    assert worker.is_alive()
    stopping.set()
    worker.join(30)


@pytest.mark.usefixtures("working")
def test_a_job_tells_how_far_it_is_and_keeps_the_best_plan_when_it_is_cancelled(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    job_id = ask(seconds=300)
    until(lambda: bool((found(bench.database, job_id).progress or {}).get("cost")))
    progress = found(bench.database, job_id).progress or {}
    assert progress["currency"]
    assert progress["unassigned"] >= 0
    with bench.database.write() as connection:
        assert jobs.cancel(connection, job_id, at=bench.clock())
    until(lambda: found(bench.database, job_id).state == "done")
    until(lambda: child_of_this_process() is None)
    with bench.database.read() as connection:
        (kept,) = plans.heads(connection, DAY)
    assert kept.id == found(bench.database, job_id).plan_id
    assert kept.manifest["stopped_early"]


def test_enough_may_be_said_at_any_moment_after_the_first_plan_and_loses_none(
    bench: Workbench, ask: Callable[..., str], tmp_path: Path
) -> None:
    ask(work=3000)
    with bench.database.read() as connection:
        (job,) = jobs.of_day(connection, DAY)
        request = PlanningRequest.model_validate(job.request)
        errand = errand_of(connection, job, request, tmp_path, bench.cache)
    with apart(CHILD, errand) as own:
        last, heard = Word(), False
        for word in own.words(every=0.005):
            last = word or last
            heard = heard or last.better is not None
            if heard:
                own.keep_the_best()  # in the search, while it is verified, while it is written
    assert last.failed is None
    assert json.loads((Path(last.published or "") / "plan.json").read_text())["routes"]


def test_no_page_is_drawn_for_a_job(
    bench: Workbench, ask: Callable[..., str], tmp_path: Path
) -> None:
    ask(work=0)
    with bench.database.read() as connection:
        (job,) = jobs.of_day(connection, DAY)
        errand = errand_of(connection, job, PlanningRequest(work=0), tmp_path, bench.cache)
    with apart(CHILD, errand) as own:
        (*_, last) = own.words(every=60)
    assert last is not None
    assert [file.name for file in Path(last.published or "").iterdir()] == ["plan.json"]


@pytest.mark.usefixtures("working")
def test_a_job_that_is_cancelled_before_there_is_any_plan_ends_without_one(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    job_id = ask(seconds=300)
    until(lambda: child_of_this_process() is not None)
    with bench.database.write() as connection:
        assert jobs.cancel(connection, job_id, at=bench.clock())
    until(lambda: found(bench.database, job_id).state == "cancelled")
    until(lambda: child_of_this_process() is None)
    with bench.database.read() as connection:
        assert plans.heads(connection, DAY) == ()


@pytest.mark.usefixtures("working")
def test_a_planning_process_that_dies_fails_its_job_and_nothing_else(
    bench: Workbench, ask: Callable[..., str]
) -> None:
    first = ask(seconds=300)
    until(lambda: child_of_this_process() is not None)
    os.kill(child_of_this_process() or 0, signal.SIGKILL)
    until(lambda: found(bench.database, first).state == "failed")
    second = ask(work=0)
    until(lambda: found(bench.database, second).state == "done")


def test_a_job_of_a_dead_worker_is_taken_up_and_the_dead_one_writes_nothing_any_more(
    bench: Workbench, ask: Callable[..., str], clock: Clock
) -> None:
    job_id = ask(work=0)
    with bench.database.write() as connection:
        taken = jobs.take(connection, "worker-0", at=clock(), lease=LEASE)
    assert taken is not None
    assert not plan_once(bench, threading.Event())
    clock.move(LEASE * 2)
    assert plan_once(bench, threading.Event())
    job = found(bench.database, job_id)
    assert (job.state, job.worker, job.tries) == ("done", "worker-1", 2)
