"""Hours of streets in day.toml: sections by hours of the clock, or the typical ones."""

import pytest

from unit.intake.day_folder import a_folder, findings_of, more, read, setting
from visitplan.domain.street_hours import TYPICAL_HOURS, StreetHours
from visitplan.domain.value import WEEKDAYS
from visitplan.intake.codes import Code

HOUR = 3600


def with_hours(text: str):
    return more("day.toml", f"\n{text}\n".encode())


def test_hours_are_sections_with_figures_by_class(tmp_path):
    rush = '[streets.hours."07:00-10:00"]\nother = 1.2\nprimary = 1.5'
    night = '[streets.hours."22:00-23:59"]\nother = 0.8'
    day = read(tmp_path, with_hours(f"{night}\n{rush}")).day
    assert day.travel.hours == (
        StreetHours(begins=7 * HOUR, ends=10 * HOUR, other=1.2, by_class={"primary": 1.5}),
        StreetHours(begins=22 * HOUR, ends=24 * HOUR, other=0.8),
    )


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("mon-fri 07:00-10:00", WEEKDAYS[:5]),
        ("Sat; Sun 07:00-10:00", ("sat", "sun")),
        ("周一至周五 7点至10点", WEEKDAYS[:5]),
        ("星期六 上午7点至10点", ("sat",)),
        ("07:00-10:00", WEEKDAYS),
    ],
)
def test_hours_may_name_the_weekdays_on_which_they_hold(tmp_path, name, days):
    (hours,) = read(tmp_path, with_hours(f'[streets.hours."{name}"]\nother = 2')).day.travel.hours
    assert hours == StreetHours(days=days, begins=7 * HOUR, ends=10 * HOUR, other=2.0)


def test_hours_of_other_weekdays_may_be_the_same(tmp_path):
    days = ('[streets.hours."mon-fri 07:00-10:00"]', '[streets.hours."sat 07:00-10:00"]')
    text = "\n".join(f"{section}\nother = 2" for section in days)
    assert len(read(tmp_path, with_hours(text)).day.travel.hours) == 2


def test_typical_hours_are_asked_for_by_name(tmp_path):
    typical = setting("[streets]", '[streets]\nhours = "typical"')
    assert read(tmp_path, typical).day.travel.hours == TYPICAL_HOURS


def test_without_hours_a_leg_takes_as_long_at_any_time(tmp_path):
    assert read(tmp_path).day.travel.hours == ()


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ('[streets.hours."7 to noon"]\nother = 1.2', Code.WINDOW_UNREADABLE),
        ('[streets.hours."someday 07:00-10:00"]\nother = 1.2', Code.DATE_UNREADABLE),
        (
            '[streets.hours."mon-fri 07-10"]\nother = 2\n[streets.hours."fri 09-11"]\nother = 2',
            Code.SETTING_VALUE,
        ),
        ('[streets.hours."22:00-02:00+1"]\nother = 1.2', Code.WINDOW_INVERTED),
        ('[streets.hours."07:00-10:00"]\nother = 0', Code.NUMBER_OUT_OF_RANGE),
        ('[streets.hours."07:00-10:00"]\nother = "fast"', Code.NUMBER_UNREADABLE),
        ('[streets.hours."07:00-10:00"]\nprimry = 1.2', Code.SETTING_UNKNOWN),
        (
            '[streets.hours."07:00-10:00"]\nother = 2\n[streets.hours."09:00-11:00"]\nother = 2',
            Code.SETTING_VALUE,
        ),
    ],
)
def test_hours_that_cannot_be_used_are_findings(tmp_path, section, code):
    (finding,) = findings_of(a_folder(tmp_path, with_hours(section)))
    assert finding.code == code
    assert finding.file == "day.toml"


def test_the_side_that_traffic_keeps_to_is_right_or_left(tmp_path):
    left = setting("[streets]", '[streets]\nside_of_road = "left"')
    assert read(tmp_path / "left", left).day.travel.side_of_road == "left"
    middle = setting("[streets]", '[streets]\nside_of_road = "middle"')
    (finding,) = findings_of(a_folder(tmp_path / "middle", middle))
    assert (finding.code, finding.column) == (Code.WORD_UNKNOWN, "streets.side_of_road")
