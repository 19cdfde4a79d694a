"""Plans: what one says never changes, and one of a day counts."""

import pytest
from kept import DAY, NOON, a_day, a_plan, later
from sqlalchemy import text

from visitplan.errors import ConflictError, StorageError
from visitplan.storage import plans, trail
from visitplan.storage.database import Database


@pytest.fixture(autouse=True)
def _day(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)


def test_a_plan_comes_back_byte_for_byte_with_its_hash(database: Database) -> None:
    document = '{"note": "Väinämöinen 张三 \\u0000"}\n'
    with database.write() as connection:
        kept = a_plan(connection, document=document)
    with database.read() as connection:
        assert plans.document(connection, "plan-1") == document
        assert plans.head(connection, "plan-1") == kept
    assert kept.sha256 == plans.sha256_of(document)


def test_versions_of_a_day_count_up(database: Database) -> None:
    with database.write() as connection:
        assert [a_plan(connection, f"plan-{n}").version for n in (1, 2, 3)] == [1, 2, 3]


def test_the_published_plan_counts_and_the_trail_tells_of_it(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        published = plans.publish(connection, "plan-1", at=later(1), by="user-1")
        (entry,) = trail.entries(connection)
    assert (published.state, published.published_at) == ("published", later(1))
    assert (entry.act.who, entry.act.what, entry.act.object_id) == ("user-1", "publish", "plan-1")


def test_a_plan_made_from_the_published_one_supersedes_it(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        a_plan(connection, "plan-2", parent_id="plan-1")
        plans.publish(connection, "plan-2", at=later(1), by="user-2")
        states = {head.id: head.state for head in plans.heads(connection, DAY)}
    assert states == {"plan-1": "superseded", "plan-2": "published"}


def test_a_plan_made_from_an_older_one_is_not_published(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        a_plan(connection, "plan-2", parent_id=None)
        with pytest.raises(ConflictError, match="version 1 of the plan was published meanwhile"):
            plans.publish(connection, "plan-2", at=later(1), by="user-2")


def test_a_plan_is_published_once(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        with pytest.raises(ConflictError):
            plans.publish(connection, "plan-1", at=NOON, by="user-1")


def test_a_discarded_draft_is_not_published(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        plans.discard(connection, "plan-1")
        with pytest.raises(ConflictError, match="not draft any more"):
            plans.publish(connection, "plan-1", at=NOON, by="user-1")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plans SET document = '{}'",
        "UPDATE plans SET sha256 = 'x'",
        "UPDATE plans SET version = 7",
        "UPDATE plans SET published_at = '2020-01-01T00:00:00.000000+00:00'",
        "UPDATE plans SET state = 'draft', published_at = NULL",
        "DELETE FROM plans",
    ],
)
def test_the_database_itself_refuses_to_change_a_published_plan(
    database: Database, statement: str
) -> None:
    with database.write() as connection:
        a_plan(connection)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
    with pytest.raises(StorageError, match="stays"), database.write() as connection:
        connection.execute(text(statement))


def test_two_published_plans_of_a_day_are_refused_by_the_database(database: Database) -> None:
    with database.write() as connection:
        a_plan(connection)
        a_plan(connection, "plan-2")
    both = "UPDATE plans SET state = 'published', published_at = made_at, published_by = 'x'"
    with pytest.raises(StorageError), database.write() as connection:
        connection.execute(text(both))
