"""What the sections ``[uncertainty]`` and ``[foresight]`` say of days that turn out otherwise."""

from datetime import time
from pathlib import Path

import pytest

from unit.intake.day_folder import a_folder
from visitplan.domain.foresight import Foresight
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.errors import InputError
from visitplan.intake.reading import read_day

EVENING = {"mon-fri 17:00-19:00": 0.6}
AT_WORK = HomeChance(
    days=("mon", "sat"), begins=time(9), ends=time(12), chance=0.8, kinds=frozenset({"work"})
)


def uncertainty(folder: Path, home: object) -> Uncertainty:
    return read_day(folder, overrides={"uncertainty.home": home}).day.uncertainty


def test_without_a_word_the_assumptions_hold_and_nothing_is_foreseen(tmp_path: Path) -> None:
    day = read_day(a_folder(tmp_path), overrides={}).day

    assert day.uncertainty == Uncertainty()
    assert day.foresight == Foresight()
    assert not day.foresight.is_asked_for


def test_spreads_and_terms_are_read(tmp_path: Path) -> None:
    written = {
        "uncertainty.day_travel": 0.2,
        "uncertainty.nobody": "3 min",
        "foresight.lateness_risk": 0.05,
        "foresight.contact_value": "2.50",
    }
    day = read_day(a_folder(tmp_path), overrides=written).day

    assert (day.uncertainty.day_travel, day.uncertainty.nobody_seconds) == (0.2, 180)
    assert day.foresight == Foresight(lateness_risk=0.05, contact_value=250)


def test_written_chances_take_the_place_of_the_assumed_ones(tmp_path: Path) -> None:
    (evening,) = uncertainty(a_folder(tmp_path), EVENING).home

    assert evening.days == ("mon", "tue", "wed", "thu", "fri")
    assert (evening.begins, evening.ends, evening.chance) == (time(17), time(19), 0.6)


def test_chances_of_a_kind_of_place_come_before_those_of_any(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    both = uncertainty(folder, {**EVENING, "work": {"mon; sat 09:00-12:00": 0.8}})
    alone = uncertainty(folder, {"work": {"mon; sat 09:00-12:00": 0.8}})

    assert (both.home[0], len(both.home)) == (AT_WORK, 2)
    assert alone.home == (AT_WORK, *Uncertainty().home)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("uncertainty.day_travel", -0.1),
        ("uncertainty.service", "nan"),
        ("uncertainty.nobody", -4),
        ("uncertainty.home_otherwise", 1.2),
        ("foresight.lateness_risk", 0),
        ("foresight.lateness_risk", 5),
        ("foresight.contact_value", -1),
    ],
)
def test_what_is_no_distribution_is_refused(tmp_path: Path, key: str, value: object) -> None:
    with pytest.raises(InputError) as refused:
        read_day(a_folder(tmp_path), overrides={key: value})
    assert [finding.column for finding in refused.value.findings] == [key]


@pytest.mark.parametrize(
    "home",
    [
        {"17:00-19:00": 0.5},
        {"mon-fri 19:00-17:00": 0.5},
        {"someday 17:00-19:00": 0.5},
        {"mon-fri 17:00-19:00": -0.5},
        {"mon-fri 17:00-19:00": "often"},
        {"castle": {"mon 09:00-12:00": 0.5}},
    ],
)
def test_chances_of_no_hours_are_refused(tmp_path: Path, home: object) -> None:
    with pytest.raises(InputError) as refused:
        uncertainty(a_folder(tmp_path), home)
    assert len(refused.value.findings) == 1
