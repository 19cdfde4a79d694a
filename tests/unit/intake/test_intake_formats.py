"""The same table in any file, under any of its names, is the same day."""

import json
from datetime import date, time
from pathlib import Path

import pytest
import xlsxwriter

from builders import at
from unit.intake.day_folder import (
    a_folder,
    as_csv,
    case,
    cell,
    findings_of,
    header,
    read,
    rows_of,
    setting,
    table,
    write_table,
)
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day

TABLE_FILES = ("cases.csv", "agents.csv", "contacts.csv", "pinned.csv", "baseline.csv")


def as_text(folder: Path, name: str, *, delimiter: str, suffix: str, encoding: str) -> None:
    rows = table(folder, name)
    (folder / name).unlink()
    text = as_csv(rows, delimiter)
    (folder / name).with_suffix(suffix).write_bytes(text.encode(encoding))


def as_json(folder: Path, name: str) -> None:
    names, *rows = table(folder, name)
    items = [{k: v for k, v in zip(names, row, strict=True) if v} for row in rows]
    (folder / name).unlink()
    (folder / name).with_suffix(".json").write_text(json.dumps(items), encoding="utf-8")


def as_workbook(folder: Path, name: str) -> None:
    rows = table(folder, name)
    (folder / name).unlink()
    with xlsxwriter.Workbook(str((folder / name).with_suffix(".xlsx"))) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, _number_or_text(value))


def _number_or_text(value: str) -> object:
    try:
        return float(value)
    except ValueError:
        return value


FORMATS = {
    "semicolon": lambda f, n: as_text(f, n, delimiter=";", suffix=".csv", encoding="utf-8"),
    "tab": lambda f, n: as_text(f, n, delimiter="\t", suffix=".tsv", encoding="utf-8"),
    "byte order mark": lambda f, n: as_text(
        f, n, delimiter=",", suffix=".csv", encoding="utf-8-sig"
    ),
    "JSON": as_json,
    "workbook": as_workbook,
}


@pytest.mark.parametrize("convert", FORMATS.values(), ids=FORMATS)
def test_every_format_gives_the_same_day(tmp_path: Path, convert) -> None:
    (tmp_path / "plain").mkdir()
    folder = a_folder(tmp_path)
    for name in TABLE_FILES:
        convert(folder, name)
    reading = read_day(folder)
    assert reading.findings == ()
    assert reading.day == read(tmp_path / "plain").day


CHINESE = {
    "case_id": "案件编号", "address": "地址", "lat": "纬度", "lon": "经度", "status": "状态",
    "approved_by": "审批人", "approved_at": "审批时间", "approved_until": "有效期至",
    "windows": "时间窗", "priority": "优先级", "customer": "客户姓名",
}  # fmt: skip
CHINESE_VALUES = {
    "approved": "已批准",
    "proposed": "待审批",
    "high": "高",
    "normal": "中",
    "must": "必须",
    "low": "低",
    "dispute": "争议",
    "09:00-12:00; 15:00-18:00": "9点至12点；下午3点～18：00",
    "2026-11-20": "2026年11月20日",
}


def test_a_chinese_file_in_gb18030_is_read(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, *(header("cases.csv", *pair) for pair in CHINESE.items()))
    rows = table(folder, "cases.csv")
    rows = [[CHINESE_VALUES.get(value, value) for value in row] for row in rows]
    (folder / "cases.csv").write_bytes(as_csv(rows).encode("gb18030"))
    (tmp_path / "plain").mkdir()
    reading = read_day(folder)
    assert [finding.code for finding in reading.findings] == [Code.GB18030_READ]
    assert reading.day == read(tmp_path / "plain").day


def test_latin_1_is_never_taken_for_chinese(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, case("customer", "Määttä äiti"))
    text = (folder / "cases.csv").read_text(encoding="utf-8")
    (folder / "cases.csv").write_bytes(text.encode("latin-1"))
    assert [finding.code for finding in findings_of(folder)] == [Code.ENCODING]


@pytest.mark.parametrize("name", ["Case ID", "CASE_ID", "case-id", " caseid ", "Case Number"])
def test_headers_are_known_in_any_case_and_spacing(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, header("cases.csv", "case_id", name)).findings == ()


def test_a_header_of_their_own_is_mapped_in_the_settings(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        header("cases.csv", "case_id", "Aktenzeichen"),
        setting("# [headers.cases]", '[headers.cases]\n"Aktenzeichen" = "case_id"\n#'),
    )
    assert reading.day.cases[0].id == "C001"
    assert reading.findings == ()


def test_a_mapping_to_no_column_of_ours_is_refused(tmp_path: Path) -> None:
    change = setting("# [headers.cases]", '[headers.cases]\n"Nr" = "casid"\n#')
    (finding,) = findings_of(a_folder(tmp_path, change))
    assert (finding.code, finding.remedy) == (Code.HEADER_MAPPING, 'did you mean "case_id"?')


def test_a_mapping_does_not_let_forbidden_columns_in(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        header("cases.csv", "debtor_id", "SSN"),
        setting("# [headers.cases]", '[headers.cases]\n"SSN" = "debtor_id"\n#'),
    )
    assert [finding.code for finding in findings_of(folder)] == [Code.COLUMN_FORBIDDEN]


def test_decimal_commas_are_read_where_semicolons_separate(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    rows = table(folder, "agents.csv")
    rows = [[value.replace("22.00", "22,50") for value in row] for row in rows]
    (folder / "agents.csv").write_text(as_csv(rows, ";"), encoding="utf-8")
    assert read_day(folder).day.shifts[1].pay.wage_per_hour == 2250


def a_workbook(folder: Path, *cells: object, epoch_1904: bool = False) -> None:
    """Write cases.xlsx with one case: id, status, approved_at, lat, lon, service."""
    (folder / "cases.csv").unlink()
    for name in ("contacts.csv", "pinned.csv", "baseline.csv"):
        (folder / name).unlink()
    names = ("case_id", "status", "approved_at", "lat", "lon", "service")
    options = {"default_date_format": "yyyy-mm-dd hh:mm", "date_1904": epoch_1904}
    with xlsxwriter.Workbook(str(folder / "cases.xlsx"), options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        sheet.write_row(1, 0, cells)
        book.add_worksheet("notes").hide()


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_date_and_time_cells_are_dates_and_times(tmp_path: Path, epoch_1904: bool) -> None:
    folder = a_folder(tmp_path)
    cells = "C1", "approved", at("09:30").replace(tzinfo=None), 60.17012, 24.94, time(0, 20)
    a_workbook(folder, *cells, epoch_1904=epoch_1904)
    reading = read_day(folder)
    (only,) = reading.day.cases
    assert only.approved_at == at("09:30")
    assert only.service_seconds == 20 * 60
    assert [finding.code for finding in reading.findings] == [Code.SHEET_IGNORED]


def test_an_id_that_a_spreadsheet_made_a_date_is_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    a_workbook(folder, date(2026, 3, 4), "approved", "", 60.17012, 24.94)
    assert Code.ID_CHANGED_BY_EXCEL in [finding.code for finding in findings_of(folder)]


def test_formulas_count_by_their_last_result(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    for name in ("contacts.csv", "pinned.csv", "baseline.csv", "cases.csv"):
        (folder / name).unlink()
    with xlsxwriter.Workbook(str(folder / "cases.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("case_id", "status", "lat", "lon", "service"))
        sheet.write_row(1, 0, ("C1", "approved", 60.17012, 24.94))
        sheet.write_formula(1, 4, "=10+15", None, 25)
    assert read_day(folder).day.cases[0].service_seconds == 25 * 60


def test_rows_are_numbered_as_in_the_editor(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    rows = table(folder, "cases.csv")
    rows[1][rows[0].index("customer")] = "two\nlines"
    rows[3][rows[0].index("lat")] = "91"
    write_table(folder, "cases.csv", rows)
    text = (folder / "cases.csv").read_text(encoding="utf-8").replace("C002", "\nC002", 1)
    (folder / "cases.csv").write_text(text, encoding="utf-8")
    (finding,) = findings_of(folder)
    assert finding.row == 5


def test_blank_rows_and_trailing_separators_are_no_rows(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    with (folder / "cases.csv").open("a", encoding="utf-8") as file:
        file.write("\n,,,,,,,,,,,,,,,,\n\n")
    assert len(read_day(folder).day.cases) == 8


def test_the_hash_of_each_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    before = read_day(folder).inputs
    cell("cases.csv", 2, "priority", "low")(folder)
    after = read_day(folder).inputs
    assert {name for name in before if before[name] != after[name]} == {"cases.csv"}
    assert set(before) == {"day.toml", *TABLE_FILES}


def test_optional_tables_may_be_absent(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    for name in ("contacts.csv", "pinned.csv", "baseline.csv"):
        (folder / name).unlink()
    day = read_day(folder).day
    assert (day.contacts, day.pins, day.baseline) == ((), (), ())


def test_an_empty_list_is_a_day_without_cases(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    for name in ("cases.csv", "contacts.csv", "pinned.csv", "baseline.csv"):
        (folder / name).unlink()
    (folder / "cases.json").write_text("[]", encoding="utf-8")
    reading = read_day(folder)
    assert reading.day.cases == ()
    assert [finding.code for finding in reading.findings] == [Code.NO_CASES]


def test_a_table_of_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, rows_of("pinned.csv", "case_id", "C001"))
    assert Code.COLUMN_MISSING in [finding.code for finding in findings_of(folder)]


def test_a_first_line_that_tells_the_separator_is_followed_and_not_counted(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, case("lat", "91"))
    text = as_csv(table(folder, "cases.csv"), ";")
    (folder / "cases.csv").write_text("sep=;\n" + text, encoding="utf-8")
    (finding,) = findings_of(folder)
    assert (finding.code, finding.row) == (Code.COORDINATE_OUT_OF_RANGE, 2)


def test_no_finding_carries_signs_that_move_a_cursor(tmp_path: Path) -> None:
    change = setting("[limits]", '["\\u001b[2J\\u202e"]\n[limits]')
    findings = findings_of(a_folder(tmp_path, change, header("cases.csv", "product", "p\x1b[2J")))
    assert len(findings) == 2
    assert all(str(finding).isprintable() for finding in findings)


def test_a_column_without_a_header_is_told_of(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, header("cases.csv", "priority", "")).findings
    assert (finding.code, finding.column) == (Code.COLUMN_UNKNOWN, "column 14")


def test_a_broken_point_is_one_finding_whatever_else_is_broken(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, case("status", "maybe"), case("lat", "north"))
    assert [finding.column for finding in findings_of(folder)] == ["status", "lat"]
