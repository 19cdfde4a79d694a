"""Days in the browser, asked over HTTP: handed over, mended row by row, passed through the gate."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
from planned_day import DAY, EVIL, a_planned_day
from web_house import Asker, Clock, a_database

from visitplan.app.kept.day_rows import written_row
from visitplan.intake.template import write_template
from visitplan.storage import days, jobs, plans, tables, trail
from visitplan.storage.database import Database, open_database
from visitplan.storage.tables import DayTable
from visitplan.web.settings import UPLOAD

Files = list[tuple[str, tuple[str, bytes]]]


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    folder = tmp_path / "day"
    write_template(folder, today=clock().date())
    return folder


@pytest.fixture(scope="module")
def with_a_day(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a day, with hostile names, and a draft of a plan; made once for all."""
    folder = tmp_path_factory.mktemp("planned")
    with a_database(migrated, folder) as database:
        a_planned_day(database, folder / "day", Clock()())
    return folder / "visitplan.db"


@pytest.fixture
def database(
    request: pytest.FixtureRequest, migrated: Path, with_a_day: Path, tmp_path: Path
) -> Iterator[Database]:
    """A database, with the day where a test asks for it."""
    if "day" not in request.fixturenames:
        with a_database(migrated, tmp_path) as opened:
            yield opened
        return
    opened = open_database(shutil.copyfile(with_a_day, tmp_path / "visitplan.db"))
    yield opened
    opened.close()


@pytest.fixture
def day(database: Database) -> str:
    """The id of the day that is in the database."""
    return DAY


@pytest.fixture
def anna(asker: Callable[..., Asker]) -> Asker:
    return asker("dispatcher")


def sent(folder: Path, **changed: str) -> Files:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    files |= {name.replace("__", "."): text.encode() for name, text in changed.items()}
    return [("files", each) for each in files.items()]


def handed_over(anna: Asker, files: Files, **form: str) -> httpx.Response:
    return anna.post("/days", {"branch": "north"} | form, files=files)


def test_a_day_is_imported_from_several_files_or_from_one_zip(
    anna: Asker, folder: Path, database: Database
) -> None:
    assert handed_over(anna, sent(folder)).status_code == 303
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, f"town/{path.name}")
    again = handed_over(anna, [("files", ("day.zip", held.getvalue()))], replace="true")
    assert again.status_code == 303
    with database.read() as connection:
        (head,) = days.heads(connection, ["north"])
        assert len(tables.load(connection, head.id).tables) == 5
    assert head.version == 2


def test_a_day_of_that_date_is_replaced_only_when_asked(anna: Asker, folder: Path) -> None:
    handed_over(anna, sent(folder))
    refused = handed_over(anna, sent(folder))
    assert refused.status_code == 409
    assert "has a day of that date already" in refused.text


def test_with_anything_wrong_nothing_is_kept_and_all_of_it_is_told(
    anna: Asker, folder: Path, database: Database
) -> None:
    cases = (folder / "cases.csv").read_text(encoding="utf-8")
    wrong = cases.replace("09:00-12:00", "25:00-26:00").replace("approved,", "aproved,", 1)
    answer = handed_over(anna, sent(folder, cases__csv=wrong))
    assert answer.status_code == 422
    assert "Nothing was imported" in answer.text
    assert "row 2 · status" in answer.text
    with database.read() as connection:
        assert days.heads(connection, ["north"]) == ()
        assert trail.count(connection) == 0


def test_a_formula_in_a_cell_is_a_text_and_nothing_else(anna: Asker, folder: Path) -> None:
    cases = (folder / "cases.csv").read_text(encoding="utf-8")
    formula = '=HYPERLINK("http://evil.example")'
    quoted = '"' + formula.replace('"', '""') + '"'
    told = cases.splitlines()
    told[1] = re.sub(r"^([^,]*,[^,]*,)[^,]*", lambda m: m[1] + quoted, told[1])
    answer = handed_over(anna, sent(folder, cases__csv="\n".join(told) + "\n"))
    page = anna.get(answer.headers["location"].split("?")[0] + "/tables/cases").text
    assert "=HYPERLINK(&#34;http://evil.example&#34;)" in page


def test_a_body_that_is_too_large_is_refused(anna: Asker) -> None:
    huge = [("files", ("cases.csv", b"0" * (UPLOAD + 1)))]
    assert handed_over(anna, huge).status_code == 413


def test_a_branch_of_others_is_none(anna: Asker, folder: Path) -> None:
    assert handed_over(anna, sent(folder), branch="south").status_code == 404


def test_a_manager_looks_and_changes_nothing(asker: Callable[..., Asker], day: str) -> None:
    manager = asker("manager")
    page = manager.get(f"/days/{day}/tables/cases")
    assert page.status_code == 200
    assert "/row" not in page.text
    assert manager.get(f"/days/{day}/tables/cases/row").status_code == 403
    assert manager.get(f"/days/{day}/folder.zip").status_code == 403


def test_hostile_names_are_text(anna: Asker, day: str) -> None:
    page = anna.get(f"/days/{day}/tables/cases").text
    assert EVIL not in page
    assert "&lt;img src=x onerror=PWN=1&gt;{{7*7}}" in page


def table_of(database: Database, name: str) -> DayTable:
    with database.read() as connection:
        table = tables.load_table(connection, DAY, name)
    assert table is not None
    return table


def a_row(database: Database, name: str, number: int, **changed: str) -> Mapping[str, Any]:
    """Return a row of a table as a form brings it."""
    table = table_of(database, name)
    cells = dict(zip(table.headers, table.rows[number].cells, strict=True)) | changed
    return {"was": written_row(table.rows[number].cells), "cell": list(cells.values())}


def test_a_row_is_changed_and_the_day_has_a_new_version(
    anna: Asker, day: str, database: Database
) -> None:
    row = a_row(database, "cases", 1, windows="10:00-13:00")
    answer = anna.post(f"/days/{day}/tables/cases/row", dict(row))
    assert answer.headers["location"].endswith("/tables/cases?said=saved")
    table = table_of(database, "cases")
    assert table.rows[1].cells[table.headers.index("windows")] == "10:00-13:00"
    with database.read() as connection:
        head, act = days.head(connection, day), trail.newest(connection)[0].act
    assert head is not None
    assert head.version == 2
    assert (act.what, act.kind, act.object_id) == ("edit", "row of cases", table.rows[1].subject)
    assert set(act.after or {}) == {"windows", "day_id"}


def test_a_row_after_which_the_day_could_not_be_planned_is_refused_at_its_field(
    anna: Asker, day: str, database: Database
) -> None:
    row = a_row(database, "cases", 1, windows="25:00-26:00")
    answer = anna.post(f"/days/{day}/tables/cases/row", dict(row))
    assert answer.status_code == 422
    field = answer.text.split('value="25:00-26:00"')[1]
    assert "is no time of the clock" in field.split("</div>")[0]
    with database.read() as connection:
        head = days.head(connection, day)
    assert head is not None
    assert head.version == 1


def test_two_who_change_different_rows_are_not_in_each_other_s_way(
    anna: Asker, day: str, database: Database
) -> None:
    first = a_row(database, "cases", 1, windows="10:00-13:00")
    second = a_row(database, "cases", 2, windows="10:00-13:00")
    for row in (first, second):
        answer = anna.post(f"/days/{day}/tables/cases/row", dict(row))
        assert answer.status_code == 303


def test_two_who_change_the_same_row_are_told_and_lose_nothing(
    anna: Asker, day: str, database: Database
) -> None:
    before = list(a_row(database, "cases", 1)["cell"])
    theirs = a_row(database, "cases", 1, service="25", windows="09:00-11:00")
    mine = a_row(database, "cases", 1, windows="14:00-16:00", priority="high")
    path = f"/days/{day}/tables/cases/row"
    anna.post(path, dict(theirs))
    told = anna.post(path, {**mine, "before": before})
    assert told.status_code == 409
    assert "Somebody else changed this row" in told.text
    fields = dict(
        re.findall(r'<label for="cell-\d+">(\w+)</label>\s*<input[^>]*value="([^"]*)"', told.text)
    )
    assert (fields["service"], fields["priority"], fields["windows"]) == (
        "25",
        "high",
        "14:00-16:00",
    )
    assert re.findall(r"kept now: <strong>([^<]*)<", told.text) == ["09:00-11:00"]
    was = re.search(r'name="was" value="(\w+)"', told.text)
    assert was is not None
    again = anna.post(path, {"was": was[1], "cell": list(fields.values())})
    assert again.status_code == 303


def test_rows_are_added_and_taken_out(anna: Asker, day: str, database: Database) -> None:
    table = table_of(database, "pinned")
    new = {"case_id": "C003", "agent_id": "A01"}
    cells = [new.get(header, "") for header in table.headers]
    anna.post(f"/days/{day}/tables/pinned/row", {"cell": cells})
    added = table_of(database, "pinned")
    assert len(added.rows) == len(table.rows) + 1
    gone = {"was": written_row(added.rows[-1].cells)}
    assert anna.post(f"/days/{day}/tables/pinned/row/removal", gone).status_code == 303
    assert table_of(database, "pinned").rows == table.rows


def test_a_table_that_the_day_does_not_have_begins_with_its_first_row(
    anna: Asker, day: str, database: Database
) -> None:
    cells = ["agent_ill", "10:00", "", "A01", ""]
    assert anna.post(f"/days/{day}/tables/events/row", {"cell": cells}).status_code == 303
    assert [row.cells for row in table_of(database, "events").rows] == [tuple(cells)]


def test_a_column_that_the_table_lacks_is_there_once_it_is_filled(
    anna: Asker, day: str, database: Database
) -> None:
    before = table_of(database, "cases")
    assert "languages" not in before.headers
    page = anna.get(
        f"/days/{day}/tables/cases/row", params={"was": a_row(database, "cases", 1)["was"]}
    )
    labels = re.findall(r'<label for="cell-[^"]*">([^<]+)</label>', page.text)
    row = a_row(database, "cases", 1)
    filled = ["fi" if label == "languages" else "" for label in labels[len(before.headers) :]]
    sent_row = {"was": row["was"], "cell": [*row["cell"], *filled]}
    assert anna.post(f"/days/{day}/tables/cases/row", sent_row).status_code == 303
    after = table_of(database, "cases")
    assert after.headers == (*before.headers, "languages")
    assert [row.cells[-1] for row in after.rows[:3]] == ["", "fi", ""]


def test_what_happened_is_only_added_to(anna: Asker, day: str, database: Database) -> None:
    row = a_row(database, "contacts", 0, outcome="PAID")
    path = f"/days/{day}/tables/contacts/row"
    assert anna.get(path, params={"was": row["was"]}).status_code == 404
    anna.post(path, dict(row))
    anna.post(f"{path}/removal", {"was": row["was"]})
    assert written_row(table_of(database, "contacts").rows[0].cells) == row["was"]


def settings_of(database: Database) -> str:
    with database.read() as connection:
        return tables.load_file(connection, DAY, "day.toml").decode()


def test_settings_are_kept_when_the_day_can_still_be_planned(
    anna: Asker, day: str, database: Database
) -> None:
    text = settings_of(database)
    path, was = f"/days/{day}/settings/day.toml", written_row([text])
    wrong = anna.post(path, {"was": was, "text": text.replace('currency = "EUR"', "")})
    assert wrong.status_code == 422
    assert "day.toml · currency" in wrong.text
    another = re.sub(r"^date = \S+", "date = 2026-11-25", text, flags=re.MULTILINE)
    assert anna.post(path, {"was": was, "text": another}).status_code == 422
    right = anna.post(path, {"was": was, "text": text + "\n# seen\n"})
    assert right.status_code == 303
    late = anna.post(path, {"was": was, "text": text + "\n# seen by somebody else\n"})
    assert late.status_code == 409
    assert "Somebody else changed these settings" in late.text
    assert settings_of(database).endswith("# seen\n")


def test_the_gate_names_each_rule_with_what_it_stands_on(anna: Asker, day: str) -> None:
    page = anna.get(f"/days/{day}/gate")
    assert page.status_code == 200
    assert "Cases that may not be visited" in page.text
    assert re.search(r"<td>[a-z ]+</td><td>[^<]+<br><span[^>]*>[^<:]+: [^<]+<", page.text)


def test_the_whole_day_is_taken_along_and_can_be_imported_again(
    anna: Asker, asker: Callable[..., Asker], day: str
) -> None:
    taken = anna.get(f"/days/{day}/folder.zip")
    assert taken.headers["content-type"] == "application/zip"
    other = asker("dispatcher", branch="south")
    files = [("files", ("day.zip", taken.content))]
    assert other.post("/days", {"branch": "south"}, files=files).status_code == 303


def test_planning_is_asked_for_once_and_ended_by_whoever_has_enough(
    anna: Asker, day: str, database: Database
) -> None:
    for _ in range(2):
        asked = {"seconds": "5", "seed": "7", "begin_with_last": "true"}
        assert anna.post(f"/days/{day}/planning", asked).status_code == 303
    with database.read() as connection:
        (job,) = jobs.of_day(connection, day)
        (draft,) = plans.heads(connection, day)
    assert (job.request["seconds"], job.request["seed"]) == (5.0, 7)
    assert job.request["start"] == draft.id
    assert anna.get(f"/planning/{job.id}").json()["state"] == "queued"
    assert "The day is being planned" in anna.get(f"/days/{day}").text
    assert anna.post(f"/planning/{job.id}/enough").status_code == 303
    assert anna.get(f"/planning/{job.id}").json()["state"] == "cancelled"


CHANGES: dict[str, dict[str, Any]] = {
    "/days/{day}/tables/cases/row": {"row": 1, "service": "25"},
    "/days/{day}/tables/pinned/row/removal": {"row": 0},
    "/days/{day}/planning": {"seconds": "5"},
    "/plans/{day}-1/publication": {"reason": "looks right"},
    "/plans/{day}-1/discard": {},
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_change_leaves_one_entry_in_the_trail(
    path: str, anna: Asker, day: str, database: Database
) -> None:
    form = dict(CHANGES[path])
    if "row" in form:
        form = dict(a_row(database, path.split("/")[4], form.pop("row"), **form))
    with database.read() as connection:
        before = trail.count(connection)
    assert anna.post(path.format(day=day), form).status_code in {200, 303}
    with database.read() as connection:
        assert trail.count(connection) == before + 1


def test_the_rest_of_a_day_without_a_published_plan_is_not_planned(anna: Asker, day: str) -> None:
    assert anna.post(f"/days/{day}/rest", {"at": "11:00"}).status_code == 409


def test_why_planning_came_to_nothing_is_told_and_what_is_next(
    anna: Asker, day: str, database: Database, clock: Clock
) -> None:
    anna.post(f"/days/{day}/planning", {"seconds": "5"})
    failure = {"kind": "TravelDataError", "exit_code": 3, "message": "no streets", "findings": []}
    with database.write() as connection:
        taken = jobs.take(connection, "worker", at=clock(), lease=clock() - clock.now)
        assert taken is not None
        jobs.fail(connection, taken[1], failure, at=clock())
    page = anna.get(f"/days/{day}").text
    assert "The last planning came to nothing" in page
    assert "no streets" in page
