"""How fast a street is driven."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visitplan.travel.speeds import USUAL_KMH, free_flow_kmh, posted_kmh


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        ("50", 50),
        ("50 km/h", 50),
        ("30 mph", pytest.approx(48.28, abs=0.01)),
        ("25mph", pytest.approx(40.23, abs=0.01)),
        ("FI:urban", 50),
        ("DE:zone:30", 30),
        ("DE:zone30", 30),
        ("ru:rural", 80),
        ("BE-VLG:urban", 50),
        ("50;30", 30),
        ("none", 130),
        ("walk", 6),
        ("2", 5),
        ("999", 130),
        ("signals", None),
        ("variable", None),
        ("", None),
        ("fast", None),
        ("-30", None),
    ],
)
def test_limits_are_read_as_mappers_write_them(text, kmh):
    assert posted_kmh(text) == kmh


@given(st.text(max_size=20))
def test_no_text_makes_an_impossible_speed(text):
    kmh = posted_kmh(text)
    assert kmh is None or 5 <= kmh <= 130


@pytest.mark.parametrize(
    ("road_class", "limit", "measured", "kmh"),
    [
        ("residential", None, {}, USUAL_KMH["residential"]),
        ("residential", "20", {}, 20),
        ("primary", "80", {}, 80),
        ("primary", "signals", {}, USUAL_KMH["primary"]),
        ("service", "50", {}, USUAL_KMH["service"]),
        ("living_street", "7", {}, 7),
        ("primary", "80", {"primary": 33.0}, 33),
        ("primary", "80", {"secondary": 33.0}, 80),
    ],
)
def test_what_was_measured_wins_over_the_sign_and_the_sign_over_the_table(
    road_class, limit, measured, kmh
):
    assert free_flow_kmh(road_class, limit, measured) == kmh
