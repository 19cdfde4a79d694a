"""A person asks: everything held of them is handed over, or goes, when the rules let it."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from kept import NOON, a_job, a_plan, a_report, later
from sqlalchemy import text

from visitplan.app.init import init
from visitplan.app.kept.kept_days import Bringing, bring, files_of
from visitplan.app.kept.person_erasure import Erased, erase_person
from visitplan.app.kept.person_export import export_person
from visitplan.app.kept.person_found import find_person
from visitplan.app.opening import read_day
from visitplan.errors import OutputError, StorageError
from visitplan.storage import (
    comparisons,
    deliveries,
    jobs,
    outcomes,
    plans,
    tables,
    trail,
    webhooks,
)
from visitplan.storage.backup import back_up
from visitplan.storage.copying import copied_tables
from visitplan.storage.database import Database
from visitplan.storage.deliveries import NewDelivery
from visitplan.storage.proof import prove
from visitplan.storage.purging import Purge
from visitplan.storage.trail import Act
from visitplan.storage.webhooks import NewWebhook

DAYS = timedelta(days=1)
NAME, STREET = "Zz-Canary-张三", "Canary Street 99"
DEBTOR, CASE, SECOND = "debtor-canary", "case-canary", "case-canary-2"
MARKS = [mark.encode() for mark in (NAME, STREET, DEBTOR, CASE)]
KEEP = """
name = "kept"
title = "How long the lender keeps records"
version = "1"
status = "draft"

[[rules]]
id = "records"
sets = "retention"
figure = [{ category = "contact_record", minimum_days = 10 }]
text = "Records of contacts are kept for ten days."
source = { law = "The lender's own rules" }
mark = "text"
checked = 2026-11-24
effective_from = 2020-01-01
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day with a debtor of two cases, at an address that only a table of places has too."""
    folder = tmp_path_factory.mktemp("template") / "day"
    init(folder, today=NOON.date())
    for file in folder.glob("*.csv"):
        text = file.read_text().replace("C001", CASE).replace("C002", SECOND)
        file.write_text(text)
    _fill(folder / "cases.csv")
    places = (f"{CASE},", f",{STREET}", ",Other 1")
    rows = [f"{each},60.1712,24.9431" for each in places]
    (folder / "places.csv").write_text("\n".join(["case_id,address,lat,lon", *rows, ""]))
    return folder


def _fill(file: Path) -> None:
    """Let the first two cases be one debtor's, whose name and address stand with the first."""
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    rows[0] |= {"debtor_id": DEBTOR, "customer": NAME, "address": STREET}
    rows[1] |= {"debtor_id": DEBTOR}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(rows)
    file.write_text(out.getvalue())


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    copy = Path(shutil.copytree(template, tmp_path / "day"))
    (copy / "kept.toml").write_text(KEEP)
    settings = copy / "day.toml"
    named = settings.read_text().replace('["humane-baseline"]', '["humane-baseline", "kept.toml"]')
    settings.write_text(named)
    return copy


DOCUMENT = {
    "routes": [
        {"agent_id": "A01", "shift_id": "A01/1", "stops": [
            {"case_id": CASE, "arrival": "2026-11-24T10:00:00+02:00"},
            {"case_id": "C003", "arrival": "2026-11-24T11:00:00+02:00"}]},
        {"agent_id": "A02", "shift_id": "A02/1", "stops": [
            {"case_id": SECOND, "arrival": "2026-11-24T12:00:00+02:00"}]},
    ],
    "unassigned": [{"case_id": "C004", "kind": "displaced", "instead_of": [CASE, "C003"]}],
    "findings": [{"problem": f"is too close to {CASE}.", "remedy": "ask"}, {"problem": "late"}],
    "cost": {"wage": 7},
}  # fmt: skip


@pytest.fixture
def held(database: Database, folder: Path) -> Database:
    """A database in which something of the person stands in every place that there is."""
    with database.write() as connection:
        day = bring(connection, folder, Bringing("kamppi", by="user-1", at=NOON)).id
        a_plan(connection, day_id=day, document=json.dumps(DOCUMENT))
        plans.publish(connection, "plan-1", at=NOON, by="user-1")
        first = outcomes.record(connection, a_report(case_id=CASE), at=NOON).outcome
        outcomes.record(connection, a_report(2, case_id=CASE, corrects=first.phone_id), at=later(1))
        outcomes.record(connection, a_report(3, case_id="C003"), at=later(2))
        hold = Act(later(3), "user-1", "hold", "case", CASE, "kamppi", after={"hold": "hospital"})
        edit = {"case_id": CASE, "debtor_id": DEBTOR, "customer": NAME}
        trail.append(connection, hold)
        row = Act(later(4), "user-1", "edit", "row of cases", CASE, "kamppi", after=edit)
        trail.append(connection, row)
        _tell_others(connection, day)
    return database


def _tell_others(connection: Any, day: str) -> None:
    hook = NewWebhook("hook-1", "kamppi", "https://lender.test", "secret", frozenset({"hold.set"}))
    webhooks.add(connection, hook, at=NOON)
    body = json.dumps({"case_id": CASE}, separators=(",", ":"))
    deliveries.add(connection, NewDelivery("d-1", "hook-1", 3, "hold.set", body), at=NOON)
    a_job(connection, day_id=day)
    lease = jobs.take(connection, "worker", at=NOON, lease=DAYS)
    assert lease
    jobs.fail(connection, lease[1], {"findings": [{"problem": f"about {CASE}"}]}, at=NOON)
    comparisons.keep(connection, "job-1", {"page.html": f"<b>{CASE}</b>".encode()})


def asked(on: date) -> Purge:
    return Purge("user-1", datetime.combine(on, NOON.timetz()))


def erased(database: Database, on: date, *, for_real: bool = True) -> Erased:
    return erase_person(database, CASE, asked=asked(on), for_real=for_real)


LAWFUL = NOON.date() + 11 * DAYS


def bytes_of(database: Database) -> bytes:
    """Return the bytes of a database's own files; of a server's, every row."""
    if database.file is not None:
        names = database.file.parent.glob(f"{database.file.name}*")
        return b"".join(path.read_bytes() for path in names)
    with database.engine.connect() as connection:
        rows = [connection.execute(table.select()).all() for table in copied_tables()]
    return repr(rows).encode()


def places_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from places_of(each)
    elif isinstance(value, list):
        for each in value:
            yield from places_of(each)
    else:
        yield str(value)


def test_the_package_holds_everything_and_nothing_of_others(held: Database, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    export_person(held, CASE, file, asked=asked(NOON.date()))
    package = json.loads(file.read_text())
    assert (package["debtor"], package["cases"]) == (DEBTOR, [CASE, SECOND])
    assert {"cases", "contacts", "files", "plans", "outcomes", "trail", "deliveries"} <= set(
        package["held"]
    )
    assert [stop["arrival"][11:16] for stop in package["held"]["plans"][0]["says"]] == [
        "10:00",
        "12:00",
    ]
    assert package["held"]["cases"][0]["told"]["customer"] == NAME
    assert {"C003", "C004"}.isdisjoint(places_of(package))
    assert file.stat().st_mode & 0o077 == 0


def test_a_debtor_and_any_case_of_theirs_stand_for_the_same_person(held: Database) -> None:
    with held.read() as connection:
        people = {find_person(connection, each) for each in (DEBTOR, CASE, SECOND)}
    assert people == {("kamppi", DEBTOR, (CASE, SECOND))}


def test_handing_over_is_told_and_never_overwrites(held: Database, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    export_person(held, DEBTOR, file, asked=asked(NOON.date()))
    with held.read() as connection:
        (entry, *_) = trail.newest(connection)
    assert (entry.act.what, entry.act.object_id) == ("hand over", DEBTOR)
    with pytest.raises(OutputError, match="stands there already"):
        export_person(held, DEBTOR, file, asked=asked(NOON.date()))


def test_what_the_rules_keep_is_refused_by_name_with_the_first_lawful_day(held: Database) -> None:
    before = bytes_of(held)
    refused = erased(held, LAWFUL - DAYS)
    assert refused.kept
    assert (refused.kept.lawful_from, refused.done, refused.rows) == (LAWFUL, False, {})
    assert [rule.id for rule in refused.kept.rules] == ["records"]
    assert all(mark in bytes_of(held) for mark in MARKS) == all(mark in before for mark in MARKS)


def test_unless_it_is_for_real_it_is_only_told(held: Database) -> None:
    told = erased(held, LAWFUL, for_real=False)
    done = erased(held, LAWFUL)
    assert (told.rows, told.done, done.done) == (done.rows, False, True)


def test_every_place_gives_something_up(held: Database) -> None:
    assert set(erased(held, LAWFUL).rows) >= {
        "cases", "contacts", "outcomes", "plans", "audit", "deliveries", "planning_jobs",
        "day_files", "comparison_files",
    }  # fmt: skip


def test_nobody_finds_a_trace_in_the_database_or_in_a_later_backup(
    held: Database, tmp_path: Path
) -> None:
    assert all(mark in bytes_of(held) for mark in MARKS)
    erased(held, LAWFUL)
    backup = back_up(held, tmp_path / "later.db").file.read_bytes()
    assert [mark for mark in MARKS if mark in bytes_of(held) or mark in backup] == []
    with held.read() as connection, pytest.raises(StorageError, match="nothing of anybody"):
        find_person(connection, DEBTOR)


def test_the_trail_stays_whole_and_tells_of_it_without_telling_of_whom(held: Database) -> None:
    with held.read() as connection:
        noted = prove(connection).sha256
    erased(held, LAWFUL)
    with held.read() as connection:
        assert prove(connection, noted=noted).breaks == ()
        (entry, *_) = trail.newest(connection)
    assert (entry.act.what, entry.act.kind, entry.act.branch_id) == ("erase", "records", "kamppi")


FORGED = (
    "UPDATE audit SET kind = 'erased', object_id = 'erased', reason = NULL, before = NULL, "
    "after = NULL WHERE kind = 'day'"
)


@pytest.mark.parametrize(
    ("table", "statement", "problem"),
    [
        ("audit", "UPDATE audit SET who = 'nobody' WHERE kind = 'erased'", "was changed"),
        ("audit", FORGED, "was changed"),
        ("plans", "UPDATE plans SET document = '{}'", "is not what was published"),
    ],
)  # fmt: skip
def test_whoever_tampers_after_an_erasure_is_found(
    held: Database, table: str, statement: str, problem: str
) -> None:
    erased(held, LAWFUL)
    with held.write() as connection:
        if held.is_sqlite:
            connection.execute(text(f"DROP TRIGGER {table}_stay"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))
    with held.read() as connection:
        assert problem in prove(connection).breaks[0].problem


def test_others_keep_what_is_theirs(held: Database) -> None:
    erased(held, LAWFUL)
    with held.read() as connection:
        (report,) = outcomes.since(connection, 0)
        plan = json.loads(plans.document(connection, "plan-1") or "")
        inputs = tables.load(connection, "kamppi 2026-11-24")
    assert report.case_id == "C003"
    assert [[stop["case_id"] for stop in each["stops"]] for each in plan["routes"]] == [["C003"]]
    assert plan["unassigned"][0]["instead_of"] == ["C003"]
    assert (plan["findings"], plan["cost"]) == ([{"problem": "late"}], {"wage": 7})
    assert b"Other 1" in inputs.files["places.csv"]


def test_the_day_is_still_read(held: Database, tmp_path: Path) -> None:
    erased(held, LAWFUL)
    with held.read() as connection:
        files = files_of(tables.load(connection, "kamppi 2026-11-24"))
    folder = tmp_path / "out"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    assert CASE not in {case.id for case in read_day(folder).day.cases}


def test_an_id_that_two_branches_know_is_told_apart_by_the_branch(
    held: Database, folder: Path
) -> None:
    with held.write() as connection:
        bring(connection, folder, Bringing("kluuvi", by="user-1", at=NOON))
        with pytest.raises(StorageError, match="of kamppi, kluuvi"):
            find_person(connection, CASE)
        assert find_person(connection, CASE, ["kluuvi"]).branch_id == "kluuvi"
    erase_person(held, CASE, asked=asked(LAWFUL), for_real=True, branch_ids=["kluuvi"])
    with held.read() as connection:
        assert find_person(connection, CASE).branch_id == "kamppi"
        assert prove(connection).breaks == ()


def test_plans_are_guarded_still_but_for_an_erasure(held: Database) -> None:
    erased(held, LAWFUL)
    with pytest.raises(StorageError, match="stays"), held.write() as connection:
        connection.execute(text("UPDATE plans SET document = '{}'"))
