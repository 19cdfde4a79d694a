"""Comparisons: jobs of their own kind, their files beside them, and no longer than their day."""

from datetime import timedelta

from kept import NOON, a_day, a_job, later
from sqlalchemy import delete

from visitplan.storage import comparisons, jobs
from visitplan.storage.database import Connection, Database
from visitplan.storage.jobs import NewJob
from visitplan.storage.schema.days import days

A_MINUTE = timedelta(minutes=1)
FILES = {"scenarios.html": b"<p>", "scenarios.json": b"{}"}


def a_comparison(connection: Connection, job_id: str = "what-if") -> None:
    jobs.enqueue(connection, NewJob(job_id, "day-1", "manager", {}, "comparison"), at=NOON)


def taken(connection: Connection, kind: jobs.JobKind) -> jobs.Lease | None:
    found = jobs.take(connection, "w", at=later(1), lease=A_MINUTE, kind=kind)
    return found[1] if found else None


def test_whoever_plans_takes_up_no_comparison_and_the_other_way_round(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_comparison(connection)
        assert taken(connection, "plan") is None
        a_job(connection, "job-1")
        assert [taken(connection, kind) for kind in ("comparison", "plan")] == [
            jobs.Lease("what-if", "w", 1),
            jobs.Lease("job-1", "w", 1),
        ]


def test_a_days_comparisons_are_not_among_its_plannings(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_comparison(connection)
        assert jobs.of_day(connection, "day-1") == ()
        (job,) = jobs.of_day(connection, "day-1", kind="comparison")
    assert (job.id, job.kind) == ("what-if", "comparison")


def test_a_comparison_ends_with_its_files_and_no_plan(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_comparison(connection)
        lease = taken(connection, "comparison")
        assert lease is not None
        comparisons.keep(connection, "what-if", FILES)
        jobs.finish(connection, lease, None, at=later(2))
    with database.read() as connection:
        job = jobs.find(connection, "what-if")
        assert job is not None
        assert (job.state, job.plan_id) == ("done", None)
        assert comparisons.names(connection, "what-if") == set(FILES)
        assert comparisons.content(connection, "what-if", "scenarios.html") == b"<p>"
        assert comparisons.content(connection, "what-if", "passwords") is None
        assert comparisons.names(connection, "another") == frozenset()


def test_no_comparison_outlives_its_day(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_comparison(connection)
        comparisons.keep(connection, "what-if", FILES)
    with database.write() as connection:
        connection.execute(delete(days))
        assert comparisons.names(connection, "what-if") == frozenset()
