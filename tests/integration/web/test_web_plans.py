"""Plans in the browser, asked over HTTP: held against each other, published, handed to agents."""

import io
import re
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from planned_day import DAY, a_planned_day, keep, plan_of
from web_house import Asker, Clock, a_database

from visitplan.app.kept.day_editing import Editing, edit_day
from visitplan.app.kept.day_rows import RowChange, written_row
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import Workbench
from visitplan.domain.plan import Plan
from visitplan.storage import jobs, links, outcomes, plans, sessions, tables, trail
from visitplan.storage.database import Database, open_database
from visitplan.storage.links import Link
from visitplan.storage.outcomes import Report
from visitplan.storage.plans import PlanHead
from visitplan.storage.sessions import Session
from visitplan.web.tokens import hash_of

FIRST = f"{DAY}-1"
SECOND = f"{DAY}-2"


@pytest.fixture(scope="module")
def with_a_day(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a day and a draft of its plan; made once for all."""
    folder = tmp_path_factory.mktemp("planned")
    with a_database(migrated, folder) as database:
        a_planned_day(database, folder / "day", Clock()())
    return folder / "visitplan.db"


@pytest.fixture
def database(with_a_day: Path, tmp_path: Path) -> Iterator[Database]:
    opened = open_database(shutil.copyfile(with_a_day, tmp_path / "visitplan.db"))
    yield opened
    opened.close()


@pytest.fixture
def anna(asker: Callable[..., Asker]) -> Asker:
    return asker("dispatcher")


def published(anna: Asker, plan_id: str = FIRST) -> httpx.Response:
    return anna.post(f"/plans/{plan_id}/publication", {"reason": "looks right"})


def head_of(database: Database, plan_id: str) -> PlanHead:
    with database.read() as connection:
        head = plans.head(connection, plan_id)
    assert head is not None
    return head


def links_of(database: Database, plan_id: str) -> tuple[Link, ...]:
    with database.read() as connection:
        return links.of_plan(connection, plan_id)


def tokens_in(page: str) -> list[str]:
    return re.findall(r"/a#t=([\w-]+)", page)


def later(plan: Plan, by: timedelta) -> Plan:
    """Return a plan whose first route is made later; nobody says that it keeps the rules."""
    route = plan.routes[0]
    stops = tuple(
        stop.model_copy(update={"arrival": stop.arrival + by, "departure": stop.departure + by})
        for stop in route.stops
    )
    moved = route.model_copy(update={"stops": stops, "ends": route.ends + by})
    return plan.model_copy(update={"routes": (moved, *plan.routes[1:])})


def test_a_draft_is_published_for_a_reason_and_each_agent_gets_a_link_once(
    anna: Asker, database: Database
) -> None:
    page = published(anna)
    assert page.status_code == 200
    known, tokens = links_of(database, FIRST), tokens_in(page.text)
    assert {link.token_sha256 for link in known} == {hash_of(token) for token in tokens}
    assert sorted(link.agent_id for link in known) == ["A01", "A02"]
    assert all(token not in anna.get(f"/plans/{FIRST}").text for token in tokens)
    with database.read() as connection:
        act = trail.newest(connection)[0].act
    assert (act.what, act.object_id, act.reason) == ("publish", FIRST, "looks right")


def test_a_link_lasts_two_hours_beyond_the_shift(anna: Asker, database: Database) -> None:
    published(anna)
    with database.read() as connection:
        table = tables.load_table(connection, DAY, "agents")
    assert table is not None
    hours = {row.subject: row.cells[table.headers.index("shift")] for row in table.rows}
    for link in links_of(database, FIRST):
        closing = str(hours[link.agent_id]).split("-")[1]
        expires = link.expires_at.astimezone(plan_of(database, FIRST).time_zone)
        assert f"{expires - timedelta(hours=2):%H:%M}" == closing


def test_without_a_reason_nothing_is_published(anna: Asker, database: Database) -> None:
    answer = anna.post(f"/plans/{FIRST}/publication", {"reason": "  "})
    assert answer.status_code == 422
    assert "Say why." in answer.text
    assert head_of(database, FIRST).state == "draft"


def hold(database: Database, case_id: str, clock: Clock) -> None:
    with database.read() as connection:
        table = tables.load_table(connection, DAY, "cases")
    assert table is not None
    row = next(row for row in table.rows if row.subject == case_id)
    change = RowChange("cases", written_row(row.cells), {table.headers.index("holds"): "dispute"})
    edit_day(database, Editing(DAY, "somebody", clock()), change.applied_to)


def test_a_plan_that_no_longer_keeps_every_rule_is_not_published(
    anna: Asker, database: Database, clock: Clock
) -> None:
    hold(database, "C005", clock)
    answer = published(anna)
    assert answer.status_code == 409
    assert "it no longer keeps every rule" in answer.text
    assert "C005" in answer.text
    assert head_of(database, FIRST).state == "draft"
    assert links_of(database, FIRST) == ()


def test_a_draft_that_does_not_follow_from_the_plan_that_counts_is_told(
    anna: Asker, database: Database, clock: Clock
) -> None:
    keep(database, plan_of(database, FIRST), clock())
    published(anna)
    answer = published(anna, SECOND)
    assert answer.status_code == 409
    assert "published another version" in answer.text


def test_what_a_new_version_changes_is_shown_beside_the_one_that_counts(
    anna: Asker, database: Database, clock: Clock
) -> None:
    published(anna)
    keep(database, later(plan_of(database, FIRST), timedelta(minutes=20)), clock(), parent=FIRST)
    page = anna.get(f"/plans/{SECOND}").text
    assert "What changes after version 1" in page
    assert page.count("another time") == len(plan_of(database, FIRST).routes[0].stops)
    assert "+20" in page
    assert "owed" in page


def lengthen_shift(database: Database, agent_id: str, clock: Clock) -> None:
    """Let an agent's shift end two hours later."""
    with database.read() as connection:
        table = tables.load_table(connection, DAY, "agents")
    assert table is not None
    column = table.headers.index("shift")
    row = next(row for row in table.rows if row.subject == agent_id)
    begins, _, ends = str(row.cells[column]).partition("-")
    longer = f"{begins}-{int(ends[:2]) + 2:02}{ends[2:]}"
    change = RowChange("agents", written_row(row.cells), {column: longer})
    edit_day(database, Editing(DAY, "somebody", clock()), change.applied_to)


def test_where_a_new_version_ends_later_so_do_the_link_and_what_it_opened(
    anna: Asker, database: Database, clock: Clock
) -> None:
    published(anna)
    before = {link.agent_id: link for link in links_of(database, FIRST)}
    with database.write() as connection:
        for link in before.values():
            ends = link.expires_at + timedelta(days=1)
            session = Session(link.id, None, link.id, clock(), clock(), ends, {})
            sessions.begin(connection, session)
    lengthen_shift(database, "A01", clock)
    keep(database, plan_of(database, FIRST), clock(), parent=FIRST)
    assert published(anna, SECOND).status_code == 200
    after = {link.agent_id: link for link in links_of(database, SECOND)}
    longer = {name: after[name].expires_at - before[name].expires_at for name in after}
    assert longer == {"A01": timedelta(hours=2), "A02": timedelta(0)}
    with database.read() as connection:
        for name, link in before.items():
            opened = links.by_session(connection, link.id, at=clock())
            assert opened is not None
            lasts = opened[0].expires_at - link.expires_at
            assert lasts == timedelta(days=1) + longer[name]


def test_links_lead_to_the_next_version_and_an_earlier_one_can_be_taken_up_again(
    anna: Asker, database: Database, clock: Clock
) -> None:
    published(anna)
    before = links_of(database, FIRST)
    keep(database, plan_of(database, FIRST), clock(), parent=FIRST)
    page = published(anna, SECOND)
    assert tokens_in(page.text) == []
    assert {link.id for link in links_of(database, SECOND)} == {link.id for link in before}
    back = anna.post(f"/plans/{FIRST}/return", {"reason": "the first was better"})
    assert back.status_code == 200
    with database.read() as connection:
        current = plans.current(connection, DAY)
        assert current is not None
        assert plans.document(connection, current.id) == plans.document(connection, FIRST)
    assert (current.version, current.parent_id) == (3, SECOND)
    assert head_of(database, SECOND).state == "superseded"
    assert len(links_of(database, current.id)) == len(before)


def test_a_draft_is_put_aside_once(anna: Asker, database: Database) -> None:
    assert anna.post(f"/plans/{FIRST}/discard").status_code == 303
    assert head_of(database, FIRST).state == "discarded"
    assert anna.post(f"/plans/{FIRST}/discard").status_code == 409


def test_a_link_is_ended_at_once_and_a_new_one_ends_the_old(
    anna: Asker, database: Database
) -> None:
    published(anna)
    fresh = anna.post(f"/plans/{FIRST}/links", {"agent": "A01"})
    assert len(tokens_in(fresh.text)) == 1
    good = [link for link in links_of(database, FIRST) if link.revoked_at is None]
    assert sorted(link.agent_id for link in good) == ["A01", "A02"]
    anna.post(f"/plans/{FIRST}/links/end", {"agent": "A01"})
    good = [link for link in links_of(database, FIRST) if link.revoked_at is None]
    assert [link.agent_id for link in good] == ["A02"]
    assert "no link" in anna.get(f"/plans/{FIRST}").text


def test_nobody_gets_a_link_to_a_draft_or_for_an_agent_without_a_route(anna: Asker) -> None:
    assert anna.post(f"/plans/{FIRST}/links", {"agent": "A01"}).status_code == 409
    published(anna)
    assert anna.post(f"/plans/{FIRST}/links", {"agent": "A99"}).status_code == 404


def test_the_files_of_a_plan_are_those_that_the_command_writes(
    anna: Asker, database: Database
) -> None:
    taken = anna.get(f"/plans/{FIRST}/files")
    names = set(zipfile.ZipFile(io.BytesIO(taken.content)).namelist())
    assert {"index.html", "itineraries.html", "itineraries.xlsx", "plan.json"} <= names
    assert {"agent-A01-1.html", "agent-A01-1.gpx", "agent-A01-1.ics"} <= names
    one = anna.get(f"/plans/{FIRST}/files/plan.json")
    with database.read() as connection:
        assert one.text == plans.document(connection, FIRST)
        assert trail.newest(connection)[0].act.what == "export"
    assert one.headers["content-disposition"] == 'attachment; filename="plan.json"'
    assert anna.get(f"/plans/{FIRST}/files/day.toml").status_code == 404


def test_the_rest_is_planned_after_what_was_reported_and_keeps_every_rule(
    anna: Asker, database: Database, clock: Clock, tmp_path: Path
) -> None:
    published(anna)
    first = plan_of(database, FIRST).routes[0].stops[0]
    ended = first.departure + timedelta(minutes=5)
    report = Report("phone-1", FIRST, "A01", first.case_id, "NOHOME", ended, {})
    with database.write() as connection:
        outcomes.record(connection, report, at=ended)
    at = f"{ended + timedelta(minutes=1):%H:%M}"
    anna.post(f"/days/{DAY}/rest", {"at": at, "mode": "insert-only", "seconds": "0"})
    bench = Workbench(database, "worker", tmp_path, clock, lambda: SECOND)
    assert plan_once(bench, threading.Event())
    with database.read() as connection:
        (job,) = jobs.of_day(connection, DAY)
    assert (job.state, job.failure) == ("done", None)
    made = plan_of(database, SECOND)
    assert next(r for r in made.routes if r.shift_id == "A01/1").stops[0].departure == ended
    assert head_of(database, SECOND).parent_id == FIRST
    assert published(anna, SECOND).status_code == 200
