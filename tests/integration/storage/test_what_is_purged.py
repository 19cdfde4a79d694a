"""Purging: by the policy's periods, whole cases, overwritten, and gone from later backups."""

import shutil
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from kept import NOON, a_branch, a_day, a_plan, a_report, later
from sqlalchemy import select

from visitplan.app.init import init
from visitplan.app.kept.kept_days import Bringing, bring
from visitplan.app.kept.purge import Purged, keep_days, newest_policy, purge
from visitplan.domain.terms import CASE_RECORDS, Retention
from visitplan.errors import StorageError
from visitplan.storage import branches, outcomes, plans, purging, sessions, tables, trail, users
from visitplan.storage.backup import back_up
from visitplan.storage.copying import copied_tables, counts
from visitplan.storage.database import Database
from visitplan.storage.old_cases import old_cases
from visitplan.storage.proof import prove
from visitplan.storage.purging import Purge
from visitplan.storage.sessions import Session
from visitplan.storage.users import NewUser

CANARY = "Zz-Canary-张三"
DAYS = timedelta(days=1)
RETENTION = """
name = "kept"
title = "How long the lender keeps records"
version = "1"
status = "draft"

[[rules]]
id = "records"
sets = "retention"
figure = [
    { category = "contact_record", minimum_days = 10, maximum_days = 30 },
    { category = "processing_record", maximum_days = 60 },
]
text = "Records of contacts are kept for ten to thirty days, those of processing for sixty."
source = { law = "The lender's own rules" }
mark = "text"
checked = 2026-11-24
effective_from = 2020-01-01
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "day"
    init(folder, today=NOON.date())
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A day folder with a name that must vanish, and rules on how long it may be kept."""
    copy = Path(shutil.copytree(template, tmp_path / "day"))
    cases = copy / "cases.csv"
    header, first, *others = cases.read_text().splitlines()
    cells = first.split(",")
    cells[header.split(",").index("customer")] = CANARY
    cases.write_text("\n".join([header, ",".join(cells), *others, ""]))
    _add_rule(copy)
    return copy


def _add_rule(folder: Path) -> None:
    (folder / "kept.toml").write_text(RETENTION)
    settings = folder / "day.toml"
    text = settings.read_text()
    named = text.replace('packs = ["humane-baseline"]', 'packs = ["humane-baseline", "kept.toml"]')
    assert named != text
    settings.write_text(named)


def kept(database: Database, folder: Path) -> date:
    with database.write() as connection:
        head = bring(connection, folder, Bringing("kamppi", by="user-1", at=NOON))
        a_plan(connection, day_id=head.id)
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        outcomes.record(connection, a_report(), at=NOON)
        return head.date


def purged(database: Database, on: date, *, for_real: bool = True) -> Purged:
    at = datetime.combine(on, NOON.timetz())
    return purge(database, at=at, by="user-1", for_real=for_real)


def held(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {table: count for table, count in counts(connection).items() if count}


def files_of(database: Database) -> bytes:
    """Return the bytes of a database's own files; of a server's, every row."""
    if database.file is not None:
        names = database.file.parent.glob(f"{database.file.name}*")
        return b"".join(path.read_bytes() for path in names)
    with database.engine.connect() as connection:
        rows = [connection.execute(select(table)).all() for table in copied_tables()]
    return repr(rows).encode()


def test_until_the_last_day_everything_stays_and_then_it_goes(
    database: Database, folder: Path
) -> None:
    day = kept(database, folder)
    before = held(database)
    assert purged(database, day + 30 * DAYS).branches[0].rows == {}
    assert held(database) == before
    gone = purged(database, day + 31 * DAYS).branches[0].rows
    assert {"cases", "contacts", "outcomes", "plans", "days"} <= set(gone)
    assert set(held(database)) == {"branches", "audit"}


def test_a_name_that_was_purged_is_in_no_file_and_in_no_later_backup(
    database: Database, folder: Path, tmp_path: Path
) -> None:
    day = kept(database, folder)
    assert CANARY.encode() in files_of(database)
    earlier = back_up(database, tmp_path / "earlier.db").file
    purged(database, day + 40 * DAYS)
    assert CANARY.encode() not in files_of(database)
    later_backup = back_up(database, tmp_path / "later.db").file
    assert CANARY.encode() in earlier.read_bytes()
    assert CANARY.encode() not in later_backup.read_bytes()


def test_a_table_of_places_loses_the_rows_of_cases_that_went_while_its_day_stays(
    database: Database, folder: Path
) -> None:
    rows = "case_id,lat,lon\nC001,60.1712,24.9431\nC005,60.1713,24.9432\n"
    (folder / "places.csv").write_text(rows)
    day = kept(database, folder)
    with database.write() as connection:
        again = a_report(3, case_id="C005")
        outcomes.record(connection, again, at=NOON + 20 * DAYS)
    gone = purged(database, day + 31 * DAYS).branches[0].rows
    with database.read() as connection:
        left = tables.load_file(connection, "kamppi 2026-11-24", "places.csv")
    assert (gone["day_files"], left.decode()) == (1, rows.replace("C001,60.1712,24.9431\n", ""))


def test_unless_it_is_for_real_it_is_only_told(database: Database, folder: Path) -> None:
    day = kept(database, folder)
    before = held(database)
    told = purged(database, day + 40 * DAYS, for_real=False)
    assert held(database) == before
    done = purged(database, day + 40 * DAYS)
    assert (told.branches, told.done, done.done) == (done.branches, False, True)


def test_the_trail_tells_of_a_purge_and_stays_whole(database: Database, folder: Path) -> None:
    day = kept(database, folder)
    purged(database, day + 40 * DAYS)
    with database.read() as connection:
        assert prove(connection).breaks == ()
        (entry, *_) = trail.newest(connection)
    assert (entry.act.what, entry.act.kind, entry.act.branch_id) == ("purge", "records", "kamppi")
    assert CANARY not in str(entry)


def test_the_trails_own_beginning_goes_by_its_own_period_and_the_rest_is_proved(
    database: Database, folder: Path
) -> None:
    kept(database, folder)
    with database.write() as connection:
        act = trail.Act(NOON + 50 * DAYS, "user-1", "look", "day", "day-1")
        trail.append(connection, act)
        before = trail.count(connection)
    gone = purged(database, NOON.date() + 75 * DAYS).trail
    with database.read() as connection:
        assert (gone, trail.count(connection) < before) == (before - 1, True)
        assert prove(connection).breaks == ()


def test_a_case_that_is_heard_of_again_stays_whole(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
        outcomes.record(connection, a_report(1), at=NOON)
        outcomes.record(connection, a_report(2), at=NOON)
        again = a_report(3, case_id="C001")
        outcomes.record(connection, again, at=NOON + 20 * DAYS)
        assert old_cases(connection, "kamppi", last=NOON.date()) == ("C002",)
        rows = purging.purge_branch(
            connection, "kamppi", last=NOON.date(), purge=Purge("user-1", later(0))
        )
        assert rows == {"outcomes": 1}
        assert len(outcomes.of_case(connection, "C001")) == 2


def test_another_branch_keeps_what_is_its_own(database: Database) -> None:
    with database.write() as connection:
        for branch_id in ("kamppi", "kluuvi"):
            a_branch(connection, branch_id)
            a_day(connection, f"day-{branch_id}", branch_id=branch_id)
            a_plan(connection, f"plan-{branch_id}", day_id=f"day-{branch_id}")
            report = a_report(phone_id=branch_id, plan_id=f"plan-{branch_id}")
            outcomes.record(connection, report, at=NOON)
        purging.purge_branch(
            connection, "kamppi", last=NOON.date(), purge=Purge("user-1", later(0))
        )
        assert [each.phone_id for each in outcomes.since(connection, 0)] == ["kluuvi"]


def test_a_policy_without_a_longest_period_purges_nothing(
    database: Database, template: Path
) -> None:
    day = kept(database, template)
    before = held(database)
    assert purged(database, day + 9999 * DAYS).branches[0].keep_days is None
    assert held(database) == before


@pytest.mark.parametrize(
    ("periods", "days"),
    [
        ([("contact_record", 10, 30)], 30),
        ([("contact_record", None, 30), ("collection_record", None, 20)], 20),
        ([("contact_record", None, 30), ("collection_record", 731, None)], 731),
        ([("contact_record", 731, None)], None),
        ([("call_recording", None, 5)], None),
        ([], None),
    ],
)
def test_the_shortest_maximum_counts_but_never_below_a_minimum(
    periods: list[tuple[str, Any, Any]], days: int | None
) -> None:
    rules = [
        Retention(category=category, minimum_days=least, maximum_days=most)
        for category, least, most in periods
    ]
    assert keep_days(rules, CASE_RECORDS) == days


def test_the_rules_are_those_of_the_branchs_newest_day(database: Database, folder: Path) -> None:
    kept(database, folder)
    with database.read() as connection:
        (branch,) = branches.every(connection)
        policy = newest_policy(connection, branch)
    assert policy is not None
    assert keep_days(policy.retention, CASE_RECORDS) == 30


def test_spent_sessions_go_after_a_week_and_others_stay(database: Database) -> None:
    with database.write() as connection:
        new = NewUser("user-1", "ann", "admin")
        users.add(connection, new, at=NOON)
        for token, days in (("old", 0), ("young", 5)):
            session = Session(token, "user-1", None, NOON, NOON, NOON + days * DAYS, {})
            sessions.begin(connection, session)
        assert purging.purge_passing(connection, at=NOON + 8 * DAYS) == {"sessions": 1}


def test_nobody_but_a_purge_deletes_and_its_permit_ends_with_it(database: Database) -> None:
    with database.write() as connection:
        a_day(connection)
        a_plan(connection)
        outcomes.record(connection, a_report(), at=NOON)
        who = Purge("user-1", later(0))
        purging.purge_branch(connection, "kamppi", last=NOON.date() - DAYS, purge=who)
    with pytest.raises(StorageError, match="stays"), database.write() as connection:
        connection.exec_driver_sql("DELETE FROM outcomes")
