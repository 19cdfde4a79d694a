"""Outcomes: kept once whatever the phone repeats, never changed, corrected by new ones."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
from kept import DAY, NOON, a_day, a_plan, a_report, later
from sqlalchemy import text

from visitplan.errors import ConflictError, StorageError
from visitplan.storage import outcomes, trail
from visitplan.storage.database import Database
from visitplan.storage.outcomes import RETRACTED, Recorded, Report


@pytest.fixture(autouse=True)
def _plan(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)


def record(database: Database, report: Report, at: datetime = NOON) -> Recorded:
    with database.write() as connection:
        return outcomes.record(connection, report, at=at)


def test_the_same_report_again_gets_the_same_answer(database: Database) -> None:
    first = record(database, a_report())
    again = record(database, a_report(), at=later(5))
    assert (first.is_new, again.is_new) == (True, False)
    assert again.outcome == first.outcome


@pytest.mark.parametrize(
    "other",
    [{"code": "PAID"}, {"case_id": "C999"}, {"agent_id": "A02"}, {"body": {"promised": "x"}}],
)
def test_the_same_id_for_something_else_is_a_conflict(
    database: Database, other: dict[str, object]
) -> None:
    record(database, a_report())
    with pytest.raises(ConflictError, match="another report"):
        record(database, a_report(**other))


def test_many_phones_at_once_lose_and_double_nothing(database: Database) -> None:
    reports = [a_report(number) for number in range(40)] * 2
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda report: record(database, report), reports))
    assert sum(answer.is_new for answer in answers) == 40
    with database.read() as connection:
        kept = outcomes.of_plan(connection, "plan-1")
        assert len(list(trail.entries(connection))) == 40
    assert {outcome.phone_id for outcome in kept} == {report.phone_id for report in reports}


def test_the_phones_own_clock_and_offset_are_kept(database: Database) -> None:
    happened = datetime(2026, 11, 24, 14, 30, 5, tzinfo=timezone(timedelta(hours=8)))
    kept = record(database, a_report(happened_at=happened)).outcome
    assert kept.happened_at.isoformat() == "2026-11-24T14:30:05+08:00"


def test_a_correction_takes_the_place_of_what_it_corrects(database: Database) -> None:
    record(database, a_report())
    right = a_report(phone_id="press-2", code="REFUSED", corrects="press-1")
    kept = record(database, right).outcome
    with database.read() as connection:
        assert outcomes.of_plan(connection, "plan-1") == (kept,)
        assert len(outcomes.of_case(connection, "C001")) == 2


def test_a_report_that_was_a_mistake_is_taken_back_and_kept(database: Database) -> None:
    record(database, a_report())
    record(database, a_report(phone_id="press-2", code=RETRACTED, corrects="press-1"))
    with database.read() as connection:
        assert outcomes.of_plan(connection, "plan-1") == ()
        assert len(outcomes.of_case(connection, "C001")) == 2


def test_the_reports_of_a_day_are_those_of_all_its_plans(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection, "plan-2")
    kept = [
        record(database, a_report(number, plan_id=f"plan-{number}")).outcome for number in (1, 2)
    ]
    record(database, a_report(3, agent_id="A02"))
    with database.read() as connection:
        assert outcomes.of_day(connection, DAY, agent_id="A01") == tuple(kept)
        assert outcomes.of_day(connection, "another", agent_id="A01") == ()


def test_nobody_corrects_what_another_agent_reported(database: Database) -> None:
    record(database, a_report())
    with pytest.raises(ConflictError, match="not known"):
        record(database, a_report(phone_id="press-2", agent_id="A02", corrects="press-1"))


def test_a_report_of_a_plan_that_is_not_there_is_refused(database: Database) -> None:
    with pytest.raises(StorageError):
        record(database, a_report(plan_id="plan-9"))


@pytest.mark.parametrize("statement", ["UPDATE outcomes SET code = 'PAID'", "DELETE FROM outcomes"])
def test_the_database_itself_refuses_to_change_a_report(database: Database, statement: str) -> None:
    record(database, a_report())
    with pytest.raises(StorageError, match="stays"), database.write() as connection:
        connection.execute(text(statement))


def test_what_a_block_that_fails_has_written_is_undone(database: Database) -> None:
    with pytest.raises(StorageError):
        _record_together(database, a_report(), a_report(2, plan_id="plan-9"))
    with database.read() as connection:
        assert outcomes.of_plan(connection, "plan-1") == ()
        assert trail.count(connection) == 0


def _record_together(database: Database, *reports: Report) -> None:
    with database.write() as connection:
        for report in reports:
            outcomes.record(connection, report, at=NOON)
