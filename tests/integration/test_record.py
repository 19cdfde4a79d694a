"""``visitplan record``: outcomes go into the day folder once, and tomorrow's gate knows them."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from command import HELSINKI, ROOT, Command

from visitplan.app.opening import read_day
from visitplan.app.record import Recorded, record
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError

EVENING = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HELSINKI, tmp_path / "day"))


def recorded(folder: Path, *rows: str, now: datetime = EVENING) -> Recorded:
    file = folder.parent / "outcomes.csv"
    file.write_text("\n".join(["case_id,agent_id,at,outcome", *rows, ""]))
    return record(folder, file, now=now)


def test_the_ledger_has_the_visit_at_its_end_and_nothing_else_changed(folder: Path) -> None:
    before = (folder / "contacts.csv").read_text()
    recorded(folder, "C001,A01,10:20,NOHOME")
    after = (folder / "contacts.csv").read_text()
    header, *lines = before.splitlines()
    assert after.splitlines()[0].startswith(header)
    assert [line.rstrip(",") for line in after.splitlines()[1:-1]] == [
        line.rstrip(",") for line in lines
    ]
    contact = read_day(folder).day.contacts[-1]
    assert (contact.case_id, contact.reached, contact.outcome) == ("C001", False, "NOHOME")
    assert contact.at.isoformat() == "2026-11-24T10:20:00+02:00"


def test_recording_again_changes_no_byte(folder: Path) -> None:
    recorded(folder, "C001,A01,10:20,DISPUTE", "C002,A01,10:50,NOHOME")
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = recorded(folder, "C001,A01,10:20,DISPUTE", "C002,A01,10:50,NOHOME")
    assert (again.following.contacts, again.following.holds, again.files) == ((), (), ())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_the_gate_refuses_who_asked_to_be_left_alone(folder: Path) -> None:
    day = read_day(folder).day
    admitted = {visit.case_id for visit in gate(day).visits}
    case = next(case for case in day.cases if case.id in admitted)
    recorded(folder, f"{case.id},A01,10:20,HARDSHIP")
    refused = {each.case_id for each in gate(read_day(folder).day).ineligible}
    his = {each.id for each in day.cases if each.debtor == case.debtor}
    assert his <= refused


def test_chinese_tables_stay_chinese(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "examples" / "yunting", tmp_path / "day"))
    day = read_day(folder).day
    later = datetime(2027, 1, 1, tzinfo=UTC)
    case, agent = day.cases[0], day.agents[0]
    recorded(folder, f"{case.id},{agent.id},{day.date}T10:20,DISPUTE", now=later)
    assert (folder / "contacts.csv").read_text(encoding="utf-8").startswith("案件编号,")
    again = read_day(folder).day
    assert again.contacts[-1].case_id == case.id
    assert [held.hold for held in again.cases[0].dated_holds] == ["dispute"]


def test_a_folder_without_a_ledger_gets_one(folder: Path) -> None:
    (folder / "contacts.csv").unlink()
    recorded(folder, "C001,A01,10:20,NOHOME")
    (contact,) = read_day(folder).day.contacts
    assert contact.case_id == "C001"


def test_everything_wrong_is_told_at_once_and_nothing_is_written(folder: Path) -> None:
    before = (folder / "contacts.csv").read_bytes()
    with pytest.raises(InputError) as refused:
        recorded(
            folder,
            "C001,A01,10:20,NOHOME",
            "C999,A01,10:20,NOHOME",
            "C001,A99,10:20,NOHOME",
            "C001,A01,10:20,NOBODY",
            "C001,A01,23:50,NOHOME",
            "C001,A01,2026-11-23T10:20,NOHOME",
            "C001,A01,,NOHOME",
        )
    assert [finding.row for finding in refused.value.findings] == [3, 4, 5, 6, 7, 8]
    assert (folder / "contacts.csv").read_bytes() == before


def test_a_workbook_is_never_written(folder: Path) -> None:
    book = openpyxl.Workbook()
    for line in (folder / "contacts.csv").read_text().splitlines():
        book.active.append([cell or None for cell in line.split(",")])
    book.save(folder / "contacts.xlsx")
    (folder / "contacts.csv").unlink()
    with pytest.raises(InputError, match="never written"):
        recorded(folder, "C001,A01,10:20,NOHOME")


def test_the_command_tells_what_it_did(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visitplan.cli.record.now", lambda: EVENING)
    (folder / "outcomes.csv").write_text(
        "case_id,agent_id,at,outcome\nC001,A01,10:20,DISPUTE\nC004,A01,11:20,NOTDONE\n"
    )
    run = Command(tmp_path, tmp_path / "cache")
    told = run.here("record", folder, "outcomes.csv")
    assert (told.code, "C001: held (dispute)" in told.out) == (0, True)
    again = run.here("record", folder, "outcomes.csv", "--json").data
    assert [each["case_id"] for each in again["known"]] == ["C001"]
    assert [each["case_id"] for each in again["not_rung"]] == ["C004"]
