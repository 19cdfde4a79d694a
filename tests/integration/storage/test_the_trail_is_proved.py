"""The audit trail: whoever changes, slips in, takes out or cuts off an entry is found."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kept import NOON, a_day, a_plan, a_report, later
from sqlalchemy import text

from visitplan.storage import outcomes, plans, trail
from visitplan.storage.database import Database
from visitplan.storage.proof import Proof, prove
from visitplan.storage.trail import CHANGED, Act


@pytest.fixture
def told(database: Database) -> Database:
    """A database whose trail has five entries: three acts, a publishing and a report."""
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
        for number in range(3):
            act = Act(later(number), "user-1", "change", "case", f"C{number}", reason="asked")
            trail.append(connection, act)
        plans.publish(connection, "plan-1", at=later(4), by="user-1")
        outcomes.record(connection, a_report(), at=later(5))
    return database


def proof_of(database: Database, noted: str | None = None) -> Proof:
    with database.read() as connection:
        return prove(connection, noted=noted)


def tampered(database: Database, table: str, statement: str) -> Proof:
    """Do what only the database's owner can, and prove the trail."""
    with database.write() as connection:
        if database.is_sqlite:
            for guard in ("stay", "remain"):
                connection.execute(text(f"DROP TRIGGER {table}_{guard}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    return proof_of(database)


def test_a_trail_that_nobody_touched_is_whole(told: Database) -> None:
    proof = proof_of(told)
    assert (proof.entries, proof.seq, proof.breaks) == (5, 5, ())


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE audit SET who = 'nobody' WHERE seq = 2", 2),
        ("UPDATE audit SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 3", 3),
        ("UPDATE audit SET reason = NULL WHERE seq = 1", 1),
        ("UPDATE audit SET after = '{}' WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 2", 3),
        ("DELETE FROM audit WHERE seq = 1", 2),
    ],
)
def test_the_first_broken_link_is_named(told: Database, statement: str, seq: int) -> None:
    assert tampered(told, "audit", statement).breaks[0].seq == seq


def test_an_end_that_was_cut_off_is_found_by_a_seal_noted_elsewhere(told: Database) -> None:
    noted = proof_of(told).sha256
    assert proof_of(told, noted).breaks == ()
    tampered(told, "audit", "DELETE FROM audit WHERE seq = 5")
    assert any("cut off" in each.problem for each in proof_of(told, noted).breaks)


def test_a_published_plan_that_was_changed_is_found(told: Database) -> None:
    proof = tampered(told, "plans", "UPDATE plans SET document = '{\"routes\": [1]}'")
    assert [each.problem for each in proof.breaks] == [
        "version 1 of day-1 is not what was published"
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE outcomes SET code = 'PAID'",
        "UPDATE outcomes SET case_id = 'C9'",
        "UPDATE outcomes SET body_sha256 = 'x', agent_id = 'A9'",
    ],
)
def test_a_report_that_was_changed_is_found(told: Database, statement: str) -> None:
    proof = tampered(told, "outcomes", statement)
    assert [each.problem for each in proof.breaks] == ["report 1 is not what was reported"]


def test_a_report_that_was_slipped_in_is_found(told: Database) -> None:
    copied = (
        "INSERT INTO outcomes (phone_id, plan_id, agent_id, case_id, code, happened_at, "
        "received_at, body, body_sha256) SELECT 'slipped', plan_id, agent_id, case_id, code, "
        "happened_at, received_at, body, body_sha256 FROM outcomes"
    )
    with told.write() as connection:
        connection.execute(text(copied))
    assert len(proof_of(told).breaks) == 1


def test_many_who_act_at_once_leave_one_chain(database: Database) -> None:
    def act(number: int) -> None:
        with database.write() as connection:
            trail.append(connection, Act(NOON, f"user-{number}", "look", "day", "day-1"))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(act, range(32)))
    proof = proof_of(database)
    assert (proof.seq, proof.breaks) == (32, ())


def test_of_a_name_the_trail_says_only_that_it_changed(database: Database) -> None:
    before, after = {"customer": "Ann", "priority": "low"}, {"customer": "Bob", "priority": "high"}
    with database.write() as connection:
        act = Act(NOON, "user-1", "change", "case", "C1", before=before, after=after)
        kept = trail.append(connection, act).act
    assert kept.before == {"customer": CHANGED, "priority": "low"}
    assert kept.after == {"customer": CHANGED, "priority": "high"}
