"""Ways and streets, short and true."""

import polyline
import pytest
from hypothesis import given
from hypothesis import strategies as some

from visitplan.domain.course import line_through
from visitplan.domain.place import Point
from visitplan.domain.travel import Bounds, StreetLine
from visitplan.render import vectors
from visitplan.render.scenery import street_box
from visitplan.render.vectors import DrawnStreets, encode_way

points = some.builds(Point, lat=some.floats(60.1, 60.2), lon=some.floats(24.9, 25.0))


def straight(*spots: tuple[float, float]) -> tuple[Point, ...]:
    return tuple(Point(lat=lat, lon=lon) for lat, lon in spots)


def around(lat: float, lon: float) -> Bounds:
    box = street_box(line_through(straight((lat, lon))))
    assert box
    return box


@given(some.lists(points, min_size=1, max_size=30))
def test_a_way_keeps_its_ends(way: list[Point]) -> None:
    decoded = polyline.decode(encode_way(line_through(way)))
    for point, (lat, lon) in ((way[0], decoded[0]), (way[-1], decoded[-1])):
        assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=1e-5)


def test_points_along_a_straight_line_are_left_out() -> None:
    way = straight((60.1, 24.9), (60.15, 24.95), (60.2, 25.0))
    assert len(polyline.decode(encode_way(line_through(way)))) == 2


def test_pieces_of_a_street_become_one_line_drawn_once() -> None:
    box = around(60.1, 24.9)
    there, back = straight((60.1, 24.9), (60.101, 24.9)), straight((60.101, 24.9), (60.1, 24.9))
    onward = straight((60.101, 24.9), (60.101, 24.91))
    streets = [StreetLine("minor", line) for line in (there, back, onward)]
    assert len(DrawnStreets(streets).inside(box)["minor"].split(" ")) == 1


def test_streets_outside_of_the_box_are_not_drawn() -> None:
    box = around(60.1, 24.9)
    far = StreetLine("major", straight((61.0, 24.9), (61.1, 24.9)))
    assert DrawnStreets([far]).inside(box)["major"] == ""


def test_lesser_streets_give_way_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    box = around(60.1, 24.9)
    great = StreetLine("major", straight((60.1, 24.9), (60.101, 24.9)))
    small = StreetLine("path", straight((60.1, 24.9), (60.1, 24.901)))
    assert DrawnStreets([small, great]).inside(box).keys() >= {"major", "path"}
    monkeypatch.setattr(vectors, "STREET_CHARACTERS", 20)
    drawn = DrawnStreets([small, great]).inside(box)
    assert drawn["major"]
    assert "path" not in drawn


def test_a_way_of_very_many_corners_is_drawn() -> None:
    zigzag = straight(*((60 + n % 2 / 2, 24 + n / 100_000) for n in range(100_000)))
    assert len(encode_way(line_through(zigzag))) > 400_000
