"""Whatever the files hold: a day or InputError, never another exception."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from unit.intake.day_folder import (
    Change,
    a_folder,
    cell,
    content,
    read,
    setting,
    table,
    write_table,
)
from visitplan.domain.day import Day
from visitplan.errors import InputError
from visitplan.intake.columns import TABLES
from visitplan.intake.reading import read_day

TABLE_FILES = ("cases.csv", "agents.csv", "contacts.csv", "pinned.csv", "baseline.csv")
OF_TABLE = {name: sorted(TABLES[name.removesuffix(".csv")]) for name in TABLE_FILES}

DAYS_OF_CHANGE = ("2026-03-29", "2026-10-25")
"""When daylight saving skips 03:00-04:00, and when it repeats it."""

SHAPES = st.one_of(
    st.text(max_size=40),
    st.text("0123456789:.-;+/ ,年月日时点半上午下午amphd%至T", max_size=24),
    st.sampled_from([
        "24:00", "00:00", "9:00-24:00", "23:00-01:00+1", "9-17", "9am-5pm", "1e5", "-0", "0",
        "2026-11-24T09:00+02:00", "02:30-03:30", "03:30-04:30", "03:30",
        "2026-10-25T03:50+03:00 - 2026-10-25T03:10+02:00", "2026-10-25T03:10+02:00",
        "2026-11-24T09:00+99:99", "0001-01-01", "9999-12-31",
        "2199-12-31 23:59", "8h +50%", "11:30-13:30 0min paid", "11:30-13:30 1e9min paid",
        "home", "open", "Centre", "A01", "A02; A01", "C001", "C003", "must", "true", "-1", "1_000",
        "９", "180", "90.0", "-90", "0.1", "99999999999999999999", "id_card until", "..", "%s",
    ]),
)  # fmt: skip


def day_or_refusal(*changes: Change) -> Day | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            return read(Path(folder), *changes).day
        except InputError as refused:
            findings = refused.findings
    assert any(finding.severity == "error" for finding in findings)
    return None


@st.composite
def mutated_cells(draw: st.DrawFn) -> tuple[str, int, str, str]:
    name = draw(st.sampled_from(TABLE_FILES))
    column = draw(st.sampled_from(OF_TABLE[name]))
    return name, draw(st.integers(2, 3 if name != "pinned.csv" else 2)), column, draw(SHAPES)


@settings(max_examples=120, deadline=None)
@given(
    st.lists(mutated_cells(), min_size=1, max_size=3),
    st.sampled_from(["2026-11-24", *DAYS_OF_CHANGE]),
)
def test_any_cells_give_a_day_or_a_refusal(
    cells: list[tuple[str, int, str, str]], day: str
) -> None:
    on_the_day = setting("date = 2026-11-24", f"date = {day}")
    day_or_refusal(on_the_day, *(cell(*each) for each in cells))


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["day.toml", *TABLE_FILES]), st.binary(max_size=200), st.integers(0, 2000))
@example("cases.csv", b"\xff", 0)
@example("day.toml", b"\xef\xbb\xbf", 0)
def test_any_bytes_anywhere_in_a_file_give_a_day_or_a_refusal(
    name: str, noise: bytes, at: int
) -> None:
    def spoil(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[:at] + noise + data[at + len(noise) :])

    day_or_refusal(spoil)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["cases.json", "cases.xlsx", "cases.tsv"]), st.binary(max_size=200))
@example("cases.json", b"[[]]")
@example("cases.json", b"[{}]")
@example("cases.json", b"[]")
@example("cases.json", b'[{"": 1}]')
@example("cases.xlsx", b"PK\x03\x04" + b"\x00" * 40)
def test_any_bytes_in_any_kind_of_file_give_a_refusal(name: str, data: bytes) -> None:
    def replace(folder: Path) -> None:
        (folder / "cases.csv").unlink()
        content(name, data)(folder)

    day_or_refusal(replace)


SETTINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | SHAPES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SHAPES, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([
    "date", "time_zone", "currency", "streets", "streets.source", "streets.engine",
    "streets.calibration", "streets.speeds_kmh", "streets.snap_limit_metres", "visits",
    "visits.service", "policy", "policy.pack", "policy.permitted_hours",
    "policy.permitted_hours.mon", "policy.rest_days", "policy.holidays",
    "policy.required_credentials", "policy.window_bounds", "policy.not_preferred", "penalties",
    "penalties.must", "pay", "pay.wage", "pay.overtime", "pay.minimum_paid", "branches",
    "branches.Centre", "branches.Centre.lat", "limits", "limits.seconds", "limits.work",
    "limits.seed", "balance", "balance.crossing_per_visit", "burden", "burden.late",
    "door", "door.telephone", "door.instalments", "headers", "headers.cases",
    "headers.cases.case_id", "nonsense", "a.b.c",
])  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(NAMES, SETTINGS, min_size=1, max_size=3))
def test_any_settings_give_a_day_or_a_refusal(overrides: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as path:
        folder = a_folder(Path(path))
        try:
            read_day(folder, overrides=overrides)
        except InputError:
            return


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_rows_does_not_change_what_is_read(random) -> None:
    def shuffle(folder: Path) -> None:
        for name in TABLE_FILES:
            header, *rows = table(folder, name)
            random.shuffle(rows)
            write_table(folder, name, [header, *rows])

    plain, shuffled = day_or_refusal(), day_or_refusal(shuffle)
    assert plain is not None
    assert shuffled is not None
    for part in ("cases", "agents", "shifts", "contacts", "pins", "baseline"):
        assert set(getattr(plain, part)) == set(getattr(shuffled, part))


def test_the_template_itself_is_read(tmp_path: Path) -> None:
    assert read(tmp_path).findings == ()


def test_a_day_survives_as_json(tmp_path: Path) -> None:
    day = read(tmp_path).day
    assert Day.model_validate_json(day.model_dump_json()).model_dump() == day.model_dump()


@pytest.mark.parametrize("name", TABLE_FILES)
def test_a_file_cut_off_anywhere_gives_a_day_or_a_refusal(name: str) -> None:
    def cut(folder: Path) -> None:
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data[: len(data) * 2 // 3])

    day_or_refusal(cut)
