"""How long a crossing takes."""

import pytest

from visitplan.travel.ferries import USUAL_FERRY_KMH, crossing_seconds, ferry_kmh


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:25", 1500),
        ("1:30", 5400),
        ("01:30:20", 5420),
        ("25", 1500),
        ("PT25M", 1500),
        ("PT1H5M30S", 3930),
        ("00:00", None),
        ("0", None),
        ("PT", None),
        ("soon", None),
        ("-5", None),
        ("99999999", None),
        ("", None),
    ],
)
def test_durations_are_read_as_mappers_write_them(text, seconds):
    assert crossing_seconds(text) == seconds


def test_a_crossing_is_as_fast_as_its_duration_says_else_as_usual():
    assert ferry_kmh("00:30", 6_000.0) == pytest.approx(12)
    assert ferry_kmh("00:10", 6_000.0) == pytest.approx(36)
    assert ferry_kmh(None, 6_000.0) == USUAL_FERRY_KMH
    assert ferry_kmh("soon", 6_000.0) == USUAL_FERRY_KMH
    assert ferry_kmh("00:10", 0.0) == USUAL_FERRY_KMH
