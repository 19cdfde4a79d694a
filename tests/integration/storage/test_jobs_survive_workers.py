"""The queue of planning: a worker that dies loses its job to another, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from kept import NOON, a_day, a_job, a_plan, later

from visitplan.errors import ConflictError
from visitplan.storage import jobs
from visitplan.storage.database import Database
from visitplan.storage.jobs import Lease

A_MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _day(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)


def take(database: Database, worker: str = "w1", at: float = 0) -> Lease | None:
    with database.write() as connection:
        taken = jobs.take(connection, worker, at=later(at), lease=A_MINUTE)
    return taken[1] if taken else None


def taken(database: Database, worker: str = "w1", at: float = 0) -> Lease:
    lease = take(database, worker, at)
    assert lease is not None
    return lease


def queue(database: Database, *job_ids: str) -> None:
    with database.write() as connection:
        for number, job_id in enumerate(job_ids or ("job-1",)):
            a_job(connection, job_id, at=later(-10 + number))


def state(database: Database, job_id: str = "job-1") -> str:
    with database.read() as connection:
        job = jobs.find(connection, job_id)
    assert job is not None
    return job.state


def test_who_waits_longest_is_taken_first_and_once(database: Database) -> None:
    queue(database, "job-b", "job-a")
    assert [taken(database).job_id, taken(database, "w2").job_id] == ["job-b", "job-a"]
    assert take(database, "w3") is None


def test_many_workers_at_once_take_each_job_once(database: Database) -> None:
    queue(database, *(f"job-{number}" for number in range(12)))
    with ThreadPoolExecutor(8) as threads:
        leases = list(threads.map(lambda worker: take(database, f"w{worker}"), range(20)))
    held = [lease.job_id for lease in leases if lease]
    assert len(held) == len(set(held))
    while more := take(database, "last"):  # whoever found every free job locked may ask again
        held.append(more.job_id)
    assert sorted(held) == sorted(f"job-{number}" for number in range(12))


def test_a_job_whose_worker_fell_silent_is_taken_up_again(database: Database) -> None:
    queue(database)
    taken(database, "w1")
    assert take(database, "w2", at=0.5) is None
    assert taken(database, "w2", at=1.5).tries == 2


def test_a_worker_who_tells_news_keeps_his_job(database: Database) -> None:
    queue(database)
    lease = taken(database, "w1")
    with database.write() as connection:
        assert jobs.renew(connection, lease, until=later(3), progress={"cost": 7})
    assert take(database, "w2", at=2) is None
    with database.read() as connection:
        job = jobs.find(connection, "job-1")
    assert job is not None
    assert job.progress == {"cost": 7}


def test_who_lost_his_lease_writes_nothing_any_more(database: Database) -> None:
    queue(database)
    lost = taken(database, "w1")
    taken(database, "w1", at=2)  # the same name, started anew
    with database.write() as connection:
        a_plan(connection)
        with pytest.raises(ConflictError):
            jobs.finish(connection, lost, "plan-1", at=later(2))
        with pytest.raises(ConflictError):
            jobs.renew(connection, lost, until=later(9))


def test_a_job_ends_with_its_plan(database: Database) -> None:
    queue(database)
    lease = taken(database)
    with database.write() as connection:
        a_plan(connection)
        jobs.finish(connection, lease, "plan-1", at=later(1))
        (job,) = jobs.of_day(connection, "day-1")
    assert (job.state, job.plan_id, job.leased_until) == ("done", "plan-1", None)


def test_a_job_that_fails_says_why_and_is_not_tried_again(database: Database) -> None:
    queue(database)
    lease = taken(database)
    with database.write() as connection:
        jobs.fail(connection, lease, {"kind": "InputError"}, at=later(1))
    assert (state(database), take(database, at=9)) == ("failed", None)


def test_a_job_that_kills_its_workers_is_given_up(database: Database) -> None:
    queue(database)
    for number in range(jobs.MOST_TRIES):
        taken(database, f"w{number}", at=2 * number)
    assert take(database, at=20) is None
    assert state(database) == "failed"


def test_a_waiting_job_is_cancelled_at_once(database: Database) -> None:
    queue(database)
    with database.write() as connection:
        assert jobs.cancel(connection, "job-1", at=NOON)
    assert (state(database), take(database)) == ("cancelled", None)


def test_a_running_job_hears_of_its_cancelling_at_its_next_news(database: Database) -> None:
    queue(database)
    lease = taken(database)
    with database.write() as connection:
        assert jobs.cancel(connection, "job-1", at=NOON)
        assert not jobs.renew(connection, lease, until=later(2))
        jobs.stop(connection, lease, at=later(1))
        assert not jobs.cancel(connection, "job-1", at=later(2))
    assert state(database) == "cancelled"


def test_a_cancelled_job_of_a_dead_worker_is_not_taken_up(database: Database) -> None:
    queue(database)
    taken(database)
    with database.write() as connection:
        jobs.cancel(connection, "job-1", at=NOON)
    assert (take(database, "w2", at=9), state(database)) == (None, "cancelled")
